package io.itops.incident.communication;

import io.itops.core.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * One status update as its audience sees it: without who published it, and without who else was told.
 *
 * <p>Immutable and thread-safe.
 *
 * @param number its number within its incident, from 1; those that other audiences were told leave gaps
 * @param stage the public stage that the incident had come to; empty if the public is told nothing under it
 * @param text what the audience was told
 * @param at when
 * @since 0.1
 */
public record PublicUpdate(int number, Optional<PublicStage> stage, String text, Instant at) {
    /** Checks the parts. */
    public PublicUpdate {
        Require.that(number >= 1, "number of a status update", "be at least 1", number);
        Require.present("public stage", stage);
        Require.text("text of a status update", text, ResponseCommand.MAX_TEXT);
        at = Require.instant("instant of a status update", at);
    }

    static PublicUpdate of(StatusUpdate update) {
        return new PublicUpdate(update.number(), update.stage(), update.text(), update.at());
    }
}
