package io.itops.incident.problem;

import io.itops.core.SafeText;
import io.itops.incident.knowledge.KnowledgeContent;
import java.util.List;

/** What is told of a known error. Immutable and thread-safe. */
final class KnownErrors {
    private static final int MAX_PART = 6_000;

    private KnownErrors() {}

    /** The title, and below it what is seen, what helps and why it happens, as far as they are known. */
    static KnowledgeContent content(Problem problem) {
        StringBuilder text = new StringBuilder();
        part(text, "What is seen", problem.statement().description());
        part(text, "What helps", problem.findings().workaround().orElseThrow());
        part(text, "Why it happens", problem.findings().rootCause().orElse(""));
        List<String> tags = problem.statement().service().map(service -> SafeText.shorten(service.value(), 60)).stream()
                .toList();
        return new KnowledgeContent(problem.statement().title(), text.toString(), tags);
    }

    private static void part(StringBuilder text, String heading, String what) {
        if (!what.isBlank()) {
            text.append(text.isEmpty() ? "" : "\n\n")
                    .append(heading)
                    .append(": ")
                    .append(SafeText.shorten(what, MAX_PART));
        }
    }
}
