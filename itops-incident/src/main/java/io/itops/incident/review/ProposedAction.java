package io.itops.incident.review;

import io.itops.core.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a rule proposes to do. It becomes an {@link ActionItem} when a person accepts it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param rule the rule that proposes it, kebab-case
 * @param title one line, at most 300 characters
 * @param owner who should do it, if the facts name someone
 * @param due until when
 * @since 0.1
 */
public record ProposedAction(String rule, String title, Optional<String> owner, Instant due) {
    /** Checks the parts. */
    public ProposedAction {
        Require.slug("rule", rule);
        Require.text("title", title, 300);
        Require.present("owner", owner).ifPresent(person -> Require.id("owner", person));
        due = Require.instant("due instant", due);
    }
}
