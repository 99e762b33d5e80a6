/**
 * What must hold of incidents, alerts and changes, whatever goes wrong, judged from a simulation's {@link
 * io.itops.testkit.simulation.History} alone.
 *
 * <p>{@link io.itops.simulation.check.WorkflowChecks} names the checks. Each reads the texts that were committed and the messages that
 * were begun, entry by entry ({@code Told}), and keeps the few facts that its invariant needs. None of them knows the modules' classes:
 * tables, hashes and the order of steps are written down here a second time, so that a mistake would have to be made twice.
 */
package io.itops.simulation.check;
