/**
 * Contracts, a settable clock, recording and faulty doubles and a deterministic simulation engine for tests.
 */
package io.itops.testkit;
