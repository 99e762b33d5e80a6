package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.time.Window;
import java.util.Optional;

/**
 * A shift that someone could give to another person, for one of that person's or for nothing.
 *
 * <p>Immutable and thread-safe.
 *
 * @param given the shift, of who bears more
 * @param to the id of who takes it
 * @param back the shift that is taken in return, of the other person; nothing if empty
 * @param spreadBefore the standard deviation of all burdens before it
 * @param spreadAfter the same after it, smaller
 * @since 0.1
 */
public record SwapSuggestion(Shift given, String to, Optional<Shift> back, double spreadBefore, double spreadAfter) {
    /** Checks the parts. */
    public SwapSuggestion {
        Require.present("given shift", given);
        Values.person("person", to);
        Require.that(!to.equals(given.person()), "person", "be another than who gives the shift", to);
        Require.present("shift in return", back)
                .ifPresent(shift ->
                        Require.that(shift.person().equals(to), "shift in return", "be one of " + to, shift.person()));
        Require.range("spread before", spreadBefore, 0, Double.MAX_VALUE);
        Require.range("spread after", spreadAfter, 0, spreadBefore);
    }

    /**
     * The suggestion as what a schedule can be given.
     *
     * @param id unique among all exceptions of the schedule
     * @return a swap, or a replacement if nothing is taken in return
     */
    public ScheduleOverride override(String id) {
        if (back.isPresent()) {
            Window other = back.get().window();
            return new ScheduleOverride.Swap(
                    id, new Assignment(given.window(), given.person()), new Assignment(other, to));
        }
        return ScheduleOverride.replace(id, given.window(), given.person(), to);
    }
}
