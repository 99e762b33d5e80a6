/**
 * Signals in, people paged: incidents, on-call, escalation and review.
 */
package io.itops.incident;
