/**
 * What a run leaves for people to read: one HTML file that needs no network and no script.
 *
 * <p>{@link io.itops.quickstart.report.ReportData} holds everything that is shown, as plain values; {@link
 * io.itops.quickstart.report.ReportPage} lays it out. {@code AlertChart} and {@code SuspectChart} draw; behind each chart stands the
 * table of its figures. All text goes through {@code Html}, which escapes it.
 */
@NullMarked
package io.itops.quickstart.report;

import org.jspecify.annotations.NullMarked;
