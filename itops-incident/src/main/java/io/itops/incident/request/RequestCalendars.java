package io.itops.incident.request;

import io.itops.core.Require;
import io.itops.core.time.BusinessCalendar;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The business calendars in which the targets of steps and the time to vote run, by the names that catalogue items call them by.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class RequestCalendars {
    private static final RequestCalendars NONE = new RequestCalendars(new TreeMap<>());

    private final SortedMap<String, BusinessCalendar> byName;

    private RequestCalendars(SortedMap<String, BusinessCalendar> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
    }

    /**
     * No calendar: every target runs around the clock.
     *
     * @return none
     */
    public static RequestCalendars none() {
        return NONE;
    }

    /**
     * These calendars and one more; one of the same name is replaced.
     *
     * @param name what items call it, 1 to 200 characters
     * @param calendar when targets run
     * @return other calendars
     */
    public RequestCalendars with(String name, BusinessCalendar calendar) {
        SortedMap<String, BusinessCalendar> more = new TreeMap<>(byName);
        more.put(Require.id("calendar name", name), Require.present("business calendar", calendar));
        return new RequestCalendars(more);
    }

    /**
     * What they are called.
     *
     * @return the names, in order
     */
    public NavigableSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** The calendar of a name, the whole time for none; empty where nobody has said when it is open. */
    Optional<BusinessCalendar> find(Optional<String> name) {
        return name.isEmpty() ? Optional.of(BusinessCalendar.always()) : Optional.ofNullable(byName.get(name.get()));
    }
}
