/**
 * A virtual day of operations over the whole SDK, under faults.
 *
 * <p>{@link io.itops.simulation.OperationsDay} lays out a day of a seed on the engine of {@link io.itops.testkit.simulation}: two {@link
 * io.itops.simulation.DayNode nodes} with every module attached, services that fail, people who answer their pages or do not, changes that
 * some try to push past their approvals, and everything that can go wrong beneath. Its history is judged by the engine's own checks and by
 * {@link io.itops.simulation.check}, and many days are added up in a {@link io.itops.simulation.Coverage}.
 */
package io.itops.simulation;
