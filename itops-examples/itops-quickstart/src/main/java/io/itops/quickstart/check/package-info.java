/**
 * Says whether a run did what it should have done, from what it left behind.
 *
 * <p>{@link io.itops.quickstart.check.CheckRun} is started as a process of its own when a run has ended. It reads the {@code Evidence}:
 * the journal of the store, as envelopes and neutral trees, and the receiver's log. The {@code Steps} that must have happened are a
 * table, one line each; {@code Checker} goes through them in order and names the first that is missing, then looks at the {@code
 * AuditChain} and at what became of every {@code Deliveries delivery}. Nothing here knows the types of the modules that it judges.
 */
@NullMarked
package io.itops.quickstart.check;

import org.jspecify.annotations.NullMarked;
