package io.itops.core.signal;

import io.itops.core.ComponentId;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is published about a change that was started: all that other modules know of it. The module that keeps changes writes it in
 * the same commit as the change.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the change's id
 * @param title one line
 * @param services the services that it touches, sorted
 * @param components the components that it touches, sorted
 * @param startedAt when its implementation began
 * @param finishedAt when its implementation ended, if it has; if it was backed out, when it was taken back
 * @param outcome how it ended, if it has
 * @param risk the probability of failure that was estimated before, 0 to 1
 * @since 0.1
 */
public record ChangeFacts(
        String id,
        String title,
        List<ServiceId> services,
        List<ComponentId> components,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Outcome> outcome,
        double risk) {
    /** How an implementation ended. */
    public enum Outcome {
        /** It is in place. */
        SUCCESSFUL,
        /** It was taken back. */
        BACKED_OUT,
        /** It was left undone. */
        FAILED
    }

    /** How the facts are kept; index {@code started-at}. */
    public static final RecordType<ChangeFacts> TYPE = RecordType.of("change-facts", 1, t -> {
        t.id(ChangeFacts::id);
        t.instantIndex("started-at", ChangeFacts::startedAt);
        var id = t.field("id", Codec.TEXT, ChangeFacts::id);
        var title = t.field("title", Codec.TEXT, ChangeFacts::title);
        var services = t.field("services", ServiceId.CODEC.list(), ChangeFacts::services);
        var components = t.field("components", ComponentId.CODEC.list(), ChangeFacts::components);
        var startedAt = t.field("startedAt", Codec.INSTANT, ChangeFacts::startedAt);
        var finishedAt = t.optional("finishedAt", Codec.INSTANT, ChangeFacts::finishedAt);
        var outcome = t.optional("outcome", Codec.ofEnum(Outcome.class), ChangeFacts::outcome);
        var risk = t.field("risk", Codec.DOUBLE, ChangeFacts::risk);
        return row -> new ChangeFacts(
                row.get(id),
                row.get(title),
                row.get(services),
                row.get(components),
                row.get(startedAt),
                row.get(finishedAt),
                row.get(outcome),
                row.get(risk));
    });

    /** Checks, sorts and copies the parts. */
    public ChangeFacts {
        Require.id("change id", id);
        Require.text("change title", title, 300);
        services = List.copyOf(new TreeSet<>(Require.list("services", services)));
        components = List.copyOf(new TreeSet<>(Require.list("components", components)));
        startedAt = Require.instant("start instant", startedAt);
        finishedAt = Require.present("finish instant", finishedAt).map(at -> Require.instant("finish instant", at));
        Require.present("outcome", outcome);
        Require.range("risk", risk, 0, 1);
    }

    /**
     * The change itself.
     *
     * @return its reference
     */
    public Ref change() {
        return Ref.of("change", id);
    }
}
