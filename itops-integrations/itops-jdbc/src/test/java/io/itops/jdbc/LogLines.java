package io.itops.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/** A logger that keeps what it is told, with keys, values and causes, or fails. */
final class LogLines extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;

    private final transient List<LoggingEvent> lines = new ArrayList<>();
    private transient @Nullable RuntimeException failure;

    /** Throws this from now on instead of keeping lines; keeps them again if it is null. */
    void fail(@Nullable RuntimeException thrown) {
        failure = thrown;
    }

    List<LoggingEvent> lines() {
        return List.copyOf(lines);
    }

    void clear() {
        lines.clear();
    }

    static Map<String, Object> keys(LoggingEvent line) {
        Map<String, Object> keys = new LinkedHashMap<>();
        line.getKeyValuePairs().forEach(pair -> keys.put(pair.key, pair.value));
        return keys;
    }

    @Override
    public void log(LoggingEvent event) {
        if (failure != null) {
            throw failure;
        }
        lines.add(event);
    }

    @Override
    public boolean isTraceEnabled() {
        return true;
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String message, Object @Nullable [] arguments, @Nullable Throwable throwable) {
        throw new AssertionError("the SDK logs by keys and values, but said " + message);
    }
}
