package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a draft tells besides the story of the incident itself.
 *
 * <p>Immutable and thread-safe.
 *
 * @param past whether it has been there before, if that was looked for
 * @param faultBeganAt when the fault began, if the review found that out
 * @param helped the knowledge entries that helped
 * @param problems the problems that it is linked with
 * @since 0.1
 */
public record ReviewBackground(
        Optional<PastIncidents> past, Optional<Instant> faultBeganAt, List<Ref> helped, List<Ref> problems) {
    /** Nothing is known besides. */
    public static final ReviewBackground NONE =
            new ReviewBackground(Optional.empty(), Optional.empty(), List.of(), List.of());

    /** Checks and copies the parts. */
    public ReviewBackground {
        Require.present("past incidents", past);
        faultBeganAt = Require.present("instant at which the fault began", faultBeganAt)
                .map(at -> Require.instant("instant at which the fault began", at));
        helped = Require.list("knowledge entries that helped", helped);
        problems = Require.list("linked problems", problems);
    }
}
