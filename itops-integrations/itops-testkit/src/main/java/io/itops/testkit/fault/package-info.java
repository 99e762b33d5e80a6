/**
 * Doubles that fail as the real ones do, told by a script or drawn from a seed, and that count every fault that struck.
 *
 * <p>A {@link io.itops.testkit.fault.FaultyStore} stands between the SDK and its store; a {@link
 * io.itops.testkit.fault.FaultyNotifier} between a delivery and a receiver that it imagines, whose {@link
 * io.itops.testkit.fault.Receipt}s tell what it really has.
 */
package io.itops.testkit.fault;
