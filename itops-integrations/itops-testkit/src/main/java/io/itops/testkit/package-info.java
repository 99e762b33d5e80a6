/**
 * What tests of programs that embed the SDK need first: a clock that they set ({@link io.itops.testkit.ManualClock}) and a notifier
 * that remembers what it was given ({@link io.itops.testkit.RecordingNotifier}).
 *
 * <p>A test gives both to an {@code ItOps}, lets time pass with {@code runUntil}, and looks at what was received.
 */
package io.itops.testkit;
