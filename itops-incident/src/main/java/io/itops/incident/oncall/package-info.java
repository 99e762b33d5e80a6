/**
 * Who is on call, and why.
 *
 * <p>An {@link io.itops.incident.oncall.OnCallSchedule} is a value. Its {@link io.itops.incident.oncall.ScheduleVersion}s hold from an
 * instant on, each with {@link io.itops.incident.oncall.Layer}s: in a layer people take turns by a {@link
 * io.itops.incident.oncall.Rotation}, inside weekly {@link io.itops.core.time.WeeklyHours}s if there are any, in the layer's own zone
 * if it has one. From there the answer is made in a fixed order:
 *
 * <ol>
 *   <li>whoever has the turn of a layer and is on {@link io.itops.incident.oncall.Vacation} gives it to the next person of the rotation who
 *       is not, or to nobody;
 *   <li>{@link io.itops.incident.oncall.ScheduleOverride}s of one layer change that layer;
 *   <li>the first layer with somebody on call counts; the ones below it fill what it leaves open;
 *   <li>a {@link io.itops.incident.oncall.TemporarySchedule} takes the place of all layers while it lasts, the one made last if there are more;
 *   <li>all other overrides and swaps are carried out one after the other in the order in which they were made.
 * </ol>
 *
 * <p>{@link io.itops.incident.oncall.OnCall} answers from that: at an instant, or as shifts over a stretch of time, by one function that
 * paging, previews, exports and reports share. Every answer carries its {@link io.itops.incident.oncall.Cause}. A shadow ({@link
 * io.itops.incident.oncall.Shadow}) is listed beside and never paged.
 *
 * <p>All times are times of the calendar: a turn of a week ends at the same hour of the local clock as it began, whatever the clocks did in
 * between; {@link io.itops.core.time.DstPolicy} says what a local time means that occurs twice or never. Each boundary is computed once for
 * both sides of it, so that adjacent turns have neither gap nor overlap.
 *
 * <p>A gap is wanted or not ({@link io.itops.incident.oncall.GapForecast}); of one that nobody wants, people are told ahead and at its begin
 * ({@link io.itops.incident.oncall.GapPolicy}).
 *
 * <p>Schedules are records, changed through {@link io.itops.incident.oncall.OnCallSchedules}; whoever decides by a schedule makes the
 * commit depend on the version that was read.
 */
package io.itops.incident.oncall;
