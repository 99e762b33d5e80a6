/**
 * Work that waits: jobs in lanes, timers, and the {@link io.itops.core.work.Agenda} that claims what is due, lets handlers decide,
 * and commits the end of a job together with all that follows from it.
 *
 * <p>A handler that decides ({@link io.itops.core.work.JobHandler}) is called again after a conflict; one that acts outside ({@link
 * io.itops.core.work.EffectHandler}) is begun once a claim. Work that cannot be done is parked: a journal entry and a meter tell of
 * it, never another signal.
 */
package io.itops.core.work;
