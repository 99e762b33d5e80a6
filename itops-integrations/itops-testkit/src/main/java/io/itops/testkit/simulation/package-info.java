/**
 * A deterministic engine for programs built on the SDK: several nodes over one store, under virtual time, with crashes, pauses, clock
 * jumps, store faults and receivers that misbehave, all drawn from a seed.
 *
 * <p>A {@link io.itops.testkit.simulation.Simulation} builds each node by a function that is given a {@link
 * io.itops.testkit.simulation.NodeEnvironment}, lets users act, time pass and {@link io.itops.testkit.simulation.Disturbance
 * disturbances} strike, and writes down every {@link io.itops.testkit.simulation.Moment} in a {@link
 * io.itops.testkit.simulation.History}. In the end each {@link io.itops.testkit.simulation.Check} judges the history by what was
 * committed, handed out and received, never by what the program says of itself. The same seed gives the same history.
 */
package io.itops.testkit.simulation;
