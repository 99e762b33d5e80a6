/**
 * Who is on call. An {@link io.itops.incident.oncall.OnCallSchedule} says in which zone and by which {@link
 * io.itops.incident.oncall.Rotation} people take turns; {@link io.itops.incident.oncall.OnCall} answers from it, at an instant or over
 * a stretch of time, by one pure function that paging, previews and reports share. Schedules are records, changed through {@link
 * io.itops.incident.oncall.OnCallSchedules}; whoever decides by a schedule makes the commit depend on the version that was read.
 */
package io.itops.incident.oncall;
