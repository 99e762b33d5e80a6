/** Faults that the rules are shown to refuse; nothing runs this code. */
package io.itops.simulation.architecture.planted;
