/**
 * The whole SDK under virtual time and faults, with generators and action chains of its workflows.
 */
package io.itops.simulation;
