package io.itops.incident.problem;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Optional;

/**
 * What is suspected.
 *
 * <p>Immutable and thread-safe.
 *
 * @param title one line, at most 300 characters
 * @param description more about it, at most 10,000 characters, possibly blank
 * @param service the service that it is about, if it is about one
 * @since 0.1
 */
public record ProblemStatement(String title, String description, Optional<ServiceId> service) {
    /** How it is written. */
    public static final Codec<ProblemStatement> CODEC = Shape.of("problem statement", s -> {
        var title = s.field("title", Codec.TEXT, ProblemStatement::title);
        var description = s.field("description", Codec.TEXT, ProblemStatement::description);
        var service = s.optional("service", ServiceId.CODEC, ProblemStatement::service);
        return row -> new ProblemStatement(row.get(title), row.get(description), row.get(service));
    });

    /** Checks the parts. */
    public ProblemStatement {
        Require.text("title", title, 300);
        Require.anyText("description", description, 10_000);
        Require.present("service", service);
    }

    /**
     * A statement of one line.
     *
     * @param title at most 300 characters
     * @return a statement without description and service
     */
    public static ProblemStatement of(String title) {
        return new ProblemStatement(title, "", Optional.empty());
    }

    /**
     * This statement about a service.
     *
     * @param which the service
     * @return a new statement
     */
    public ProblemStatement about(ServiceId which) {
        return new ProblemStatement(title, description, Optional.of(Require.present("service", which)));
    }
}
