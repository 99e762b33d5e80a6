package io.itops.cli.replay;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a state of a log means: a category of the lifecycles, or nothing that they have. */
public enum LogState {
    /** Seen, and not yet found to be one. */
    TRIAGE("triage"),
    /** Nobody works on it. */
    OPEN("open"),
    /** Someone works on it. */
    IN_PROGRESS("in progress"),
    /** Work waits for someone or something. */
    ON_HOLD("on hold"),
    /** Users no longer suffer from it. */
    MITIGATED("mitigated"),
    /** It is over, unless someone says otherwise. */
    RESOLVED("resolved"),
    /** It is over for good. */
    CLOSED("closed"),
    /** It was none. */
    CANCELLED("cancelled"),
    /** It is part of another one. */
    MERGED("merged"),
    /** Nothing that a lifecycle has: a fault of the log, or a step of its own. */
    UNMAPPED("unmapped");

    /** Those that someone who left them has reopened. */
    private static final Set<LogState> OVER = EnumSet.of(RESOLVED, CLOSED, CANCELLED);

    private static final Set<LogState> UNDER_WAY = EnumSet.of(TRIAGE, OPEN, IN_PROGRESS, ON_HOLD, MITIGATED);

    /** States that lie in a category. */
    private static final Map<String, LogState> WITHIN =
            Map.of("triggered", OPEN, "queued", OPEN, "acknowledged", IN_PROGRESS);

    private final String word;

    LogState(String word) {
        this.word = word;
    }

    /** Its name in mappings and reports. */
    public String word() {
        return word;
    }

    /** The state of a word: a category, or a state that lies in it. */
    static Optional<LogState> of(String word) {
        String plain = word.strip().toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
        return Arrays.stream(values())
                .filter(state -> state.word.equals(plain))
                .findFirst()
                .or(() -> Optional.ofNullable(WITHIN.get(plain)));
    }

    static String words(Set<LogState> states) {
        return states.stream().map(LogState::word).collect(Collectors.joining(", "));
    }

    /** Whether a case can be put there by what a log says: it does not say what a case was merged into. */
    boolean isReplayed() {
        return this != UNMAPPED && this != MERGED;
    }

    /** Whether going from here to another state reopens a case. */
    boolean isReopenedBy(LogState next) {
        return OVER.contains(this) && UNDER_WAY.contains(next);
    }
}
