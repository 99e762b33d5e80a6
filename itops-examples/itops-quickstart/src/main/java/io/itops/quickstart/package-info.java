/**
 * A program that takes one real failure from metric to page to review, and shows that it did.
 *
 * <pre>{@code
 * Load -> Checkout -> Ledger (its pool cut by a change)      io.itops.quickstart.shop
 *            | Micrometer timers, watched by the PromQL of rules.yml
 *            v
 * Monitoring -> Incidents -> webhook -> Receiver, a process   io.itops.quickstart.receiver
 *            ^                             | signed acknowledgement
 *            +-- AckServer <---------------+
 * Changes -> suspects -> back-out
 *            | journal, in an embedded H2 file
 *            v
 * Narrator (live), ReportPage (one HTML file), CheckRun       io.itops.quickstart.report, .check
 * }</pre>
 *
 * <p>{@code Quickstart} opens the {@code RunDirectory} and the store, lets {@code History} write what was there before, starts the
 * {@code Operations} and the shop, and has the {@code Story} told. Each act of the story first looks into the journal, so a run that was
 * cut goes on where it was. The {@code Watch} follows the journal for the {@code Narrator}, who prints it. In the end a process of its own
 * checks what is left behind.
 */
@NullMarked
package io.itops.quickstart;

import org.jspecify.annotations.NullMarked;
