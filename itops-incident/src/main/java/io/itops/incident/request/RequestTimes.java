package io.itops.incident.request;

import io.itops.core.lifecycle.Decision;
import io.itops.core.time.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When the times of a request are up, in working time by their calendars. */
final class RequestTimes {
    private final RequestCalendars calendars;
    private final Instant now;

    RequestTimes(RequestCalendars calendars, Instant now) {
        this.calendars = calendars;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Why nothing of an item can be timed: a calendar that it names is not known here, or is hardly ever open. */
    Optional<Decision<RequestEvent>> problem(CatalogueItem item) {
        Optional<String> unknown = item.calendars().stream()
                .filter(name -> calendars.find(Optional.of(name)).isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            return Optional.of(Decision.refuse(
                    "unknown-calendar",
                    "calendar " + unknown.get() + " of item " + item.id() + " is none of " + calendars.names()));
        }
        return item.steps().stream()
                .filter(step -> reach(step.calendar(), step.target()).isEmpty())
                .findFirst()
                .map(step -> Decision.refuse(
                        "closed-calendar",
                        "calendar " + step.calendar().orElseThrow() + " is not open for the " + step.target()
                                + " of step " + step.name() + " within ten years"));
    }

    Instant due(FulfilmentStep step) {
        return due(step, step.target());
    }

    /** When so much of the target is used up that begins to run now. */
    Instant due(FulfilmentStep step, Duration left) {
        return reach(step.calendar(), left).orElseThrow();
    }

    /** How much of the target is left before it is due. */
    Duration left(FulfilmentStep step, Instant due) {
        return due.isBefore(now) ? Duration.ZERO : calendar(step.calendar()).workingTime(now, due);
    }

    /** When the time to vote is over. */
    Optional<Instant> expiry(ApprovalPolicy policy) {
        return policy.expiry().map(time -> reach(policy.calendar(), time).orElseThrow());
    }

    private Optional<Instant> reach(Optional<String> name, Duration working) {
        return calendar(name).reach(now, working, now.plus(BusinessCalendar.HORIZON));
    }

    private BusinessCalendar calendar(Optional<String> name) {
        return calendars.find(name).orElseThrow();
    }
}
