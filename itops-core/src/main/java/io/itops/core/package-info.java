/**
 * The vocabulary that every other package speaks (references, ids, severity, actors, the exceptions) and the composition root
 * {@code ItOps}. Nothing here depends on a sibling module; data enters through {@code ItOps.accept} or a module's commands,
 * becomes one atomic commit, and leaves through deliveries.
 */
package io.itops.core;
