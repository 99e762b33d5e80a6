/**
 * Replays logs of ticket systems through the public API of a lifecycle.
 *
 * <p>A {@code LogMapping} says how a log is written and what its states mean; {@code MappingReader} reads it from YAML, and a built-in format
 * is nothing but such a file in the jar. {@code LogFile} finds the table in a plain file or a ZIP, {@code LogReader} makes events of its
 * rows and puts each case's into their order, {@code Replay} offers every move to a {@code ReplayedLifecycle}, and the {@code ReplayReport}
 * says what came of it. Whatever is wrong with a mapping or a log is a {@code Problem} with its line; all are told at once.
 */
@NullMarked
package io.itops.cli.replay;

import org.jspecify.annotations.NullMarked;
