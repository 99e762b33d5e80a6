/**
 * All that others implement. Each interface has numbered rules; the test kit holds a contract test with one test for each rule.
 * Implementations are given to a builder explicitly: nothing is found on the class path.
 */
package io.itops.core.spi;
