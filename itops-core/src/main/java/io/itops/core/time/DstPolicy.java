package io.itops.core.time;

/**
 * What a local time means where the clocks of a zone jump: in a gap, where it never occurs, and in an overlap, where it occurs twice.
 *
 * <p>A schedule that cuts time into adjacent pieces uses one policy for all of its cuts: each piece then ends where the next
 * begins. With {@link #START_FIRST} for starts and {@link #END_LAST} for ends, adjacent pieces overlap for an hour that occurs
 * twice and never leave a gap.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum DstPolicy {
    /**
     * As {@link java.time.ZonedDateTime} does and RFC 5545 section 3.3.5 demands. In a gap: the offset before the gap holds, so the time
     * moves later by the length of the gap. In an overlap: the first occurrence.
     *
     * <p>Not monotone: the times of a gap come after those that follow it. In New York on 2026-03-08, 02:30 is half an hour
     * <em>later</em> than 03:00. Who makes a window of two local times must expect its end before its start there.
     */
    JAVA_AND_RFC5545,

    /**
     * As on-call schedules want the start of a shift. In a gap: the first instant after it. In an overlap: the first occurrence.
     *
     * <p>Monotone: a later local time is never an earlier instant.
     */
    START_FIRST,

    /**
     * As on-call schedules want the end of a shift. In a gap: the first instant after it. In an overlap: the last occurrence.
     *
     * <p>Monotone, and never before what {@link #START_FIRST} gives for the same local time.
     */
    END_LAST
}
