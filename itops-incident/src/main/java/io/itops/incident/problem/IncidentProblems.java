package io.itops.incident.problem;

import io.itops.core.Require;
import io.itops.core.record.RecordType;
import io.itops.incident.workflow.IncidentId;
import java.util.List;
import java.util.TreeSet;

/**
 * The problems behind an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident
 * @param problems the problems, sorted, at most 100
 * @since 0.1
 */
public record IncidentProblems(IncidentId incident, List<ProblemId> problems) {
    /** The greatest number of problems behind an incident. */
    public static final int MAX_PROBLEMS = 100;

    /** How the links of an incident are kept. */
    public static final RecordType<IncidentProblems> TYPE = RecordType.of("incident-problems", 1, t -> {
        t.id(links -> links.incident().value());
        var incident = t.field("incident", IncidentId.CODEC, IncidentProblems::incident);
        var problems = t.field("problems", ProblemId.CODEC.list(), IncidentProblems::problems);
        return row -> new IncidentProblems(row.get(incident), row.get(problems));
    });

    /** Checks, sorts and copies the parts. */
    public IncidentProblems {
        Require.present("incident id", incident);
        problems = List.copyOf(new TreeSet<>(Require.list("problems", problems)));
        Require.size("problems of an incident", problems, 0, MAX_PROBLEMS);
    }

    IncidentProblems with(ProblemId problem) {
        TreeSet<ProblemId> more = new TreeSet<>(problems);
        more.add(problem);
        return new IncidentProblems(incident, List.copyOf(more));
    }

    IncidentProblems without(ProblemId problem) {
        return new IncidentProblems(
                incident,
                problems.stream().filter(other -> !other.equals(problem)).toList());
    }
}
