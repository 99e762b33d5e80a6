/**
 * Changes to services and components: proposed, assessed, approved, carried out, reviewed.
 *
 * <p>{@link io.itops.change.Changes} takes commands; the workflow decides them by its table and its own rules, from facts read in the
 * same unit of work (risk, template, delegations); the commit holds the change, its journal entries, its timers and what is published
 * about it. Suspects of an incident are found in what was published about recent changes.
 */
package io.itops.change;
