/**
 * Time as data: a clock that can be set, half-open windows with an algebra, and the one function from local time to an instant.
 *
 * <p>A schedule, a freeze calendar or an SLA clock states local times; {@link io.itops.core.time.LocalTimes} makes instants of
 * them under a stated {@link io.itops.core.time.DstPolicy}; pairs of instants become a {@link io.itops.core.time.Window}, many of
 * these become {@link io.itops.core.time.Windows}, and all further questions (who covers, is it frozen, how long was it open) are
 * set operations. Nothing here reads a clock.
 */
package io.itops.core.time;
