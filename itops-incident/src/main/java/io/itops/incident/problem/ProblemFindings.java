package io.itops.incident.problem;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.incident.knowledge.KnowledgeId;
import java.util.Optional;

/**
 * What was found out about a problem. It outlives the states in which it was found.
 *
 * <p>Immutable and thread-safe.
 *
 * @param rootCause why it happens, at most 10,000 characters
 * @param workaround what helps against it, at most 10,000 characters
 * @param change the change that is to fix it
 * @param knowledge the knowledge entry that tells what helps against it
 * @since 0.1
 */
public record ProblemFindings(
        Optional<String> rootCause,
        Optional<String> workaround,
        Optional<Ref> change,
        Optional<KnowledgeId> knowledge) {
    /** How they are written. */
    public static final Codec<ProblemFindings> CODEC = Shape.of("problem findings", s -> {
        var rootCause = s.optional("rootCause", Codec.TEXT, ProblemFindings::rootCause);
        var workaround = s.optional("workaround", Codec.TEXT, ProblemFindings::workaround);
        var change = s.optional("change", Ref.CODEC, ProblemFindings::change);
        var knowledge = s.optional("knowledge", KnowledgeId.CODEC, ProblemFindings::knowledge);
        return row -> new ProblemFindings(row.get(rootCause), row.get(workaround), row.get(change), row.get(knowledge));
    });

    /** Nothing yet. */
    public static final ProblemFindings NONE =
            new ProblemFindings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks the parts. */
    public ProblemFindings {
        Require.present("root cause", rootCause).ifPresent(text -> Require.text("root cause", text, 10_000));
        Require.present("workaround", workaround).ifPresent(text -> Require.text("workaround", text, 10_000));
        Require.present("change", change);
        Require.present("knowledge entry", knowledge);
    }

    ProblemFindings withRootCause(String text) {
        return new ProblemFindings(Optional.of(text), workaround, change, knowledge);
    }

    ProblemFindings withWorkaround(String text) {
        return new ProblemFindings(rootCause, Optional.of(text), change, knowledge);
    }

    ProblemFindings withChange(Optional<Ref> other) {
        return new ProblemFindings(rootCause, workaround, other, knowledge);
    }

    ProblemFindings withKnowledge(KnowledgeId entry) {
        return new ProblemFindings(rootCause, workaround, change, Optional.of(entry));
    }
}
