/**
 * Time as data: a clock that can be set, half-open windows with an algebra, the one function from local time to an instant, windows
 * that recur, business calendars, and calendars to publish.
 *
 * <p>A schedule, a freeze calendar or an SLA clock states local times; {@link io.itops.core.time.LocalTimes} makes instants of
 * them under a stated {@link io.itops.core.time.DstPolicy}; pairs of instants become a {@link io.itops.core.time.Window}, many of
 * these become {@link io.itops.core.time.Windows}, and all further questions (who covers, is it frozen, how long was it open) are
 * set operations. Nothing here reads a clock.
 *
 * <p>What recurs is said by {@link io.itops.core.time.RecurringDays} (which days, as RFC 5545 means it) and
 * {@link io.itops.core.time.Recurrence} (which hours of them, in which zone); both answer for the time asked, however far from their
 * beginning. {@link io.itops.core.time.WeeklyHours} are what all modules mean by hours that come each week, in whatever zone they are
 * asked for. A {@link io.itops.core.time.BusinessCalendar} is weekly hours with holidays and other special days, and counts working
 * time. An {@link io.itops.core.time.ICalendar} is text for calendar programs, made of concrete windows.
 */
package io.itops.core.time;
