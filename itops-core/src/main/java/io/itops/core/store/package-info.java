/**
 * The values that go to a store and come from it, the embedded default store, and the unit of work that turns reads and decisions
 * into one commit.
 *
 * <p>A {@link io.itops.core.store.UnitOfWork} remembers the version of everything that was read through it; what is put, scheduled
 * and told to the journal becomes one {@link io.itops.core.store.Commit}, which a {@link io.itops.core.spi.Store} applies wholly or
 * refuses with a {@link io.itops.core.ConflictException}.
 */
package io.itops.core.store;
