/**
 * What holds the parts of this module together: an {@link io.itops.incident.internal.IncidentFollower} keeps records of its own in step
 * with incidents. Not exported.
 */
package io.itops.incident.internal;
