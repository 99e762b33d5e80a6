/**
 * What holds for every class of the SDK, whichever module it is in: who imports whom, where time and randomness come from, what
 * an exported signature may name, what an exported type says of itself, and that the examples there stand in tests.
 *
 * <p>The rules read the compiled classes and the sources of all modules; each is shown to refuse the faults in {@code planted}.
 */
package io.itops.architecture;
