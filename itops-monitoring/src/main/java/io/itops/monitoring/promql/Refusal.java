package io.itops.monitoring.promql;

import io.itops.core.SyntaxException;
import java.util.function.Supplier;

/**
 * Carries a refusal out of the parser, which may be hundreds of calls deep: the trace of those calls would cost more than all the reading
 * and tell nothing. The {@link SyntaxException} is made where the text was given. Never leaves this package.
 */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Source source;
    private final String part;
    private final int index;
    private final String rule;
    private final String found;
    private final boolean unsupported;

    private Refusal(Source source, String part, int index, String rule, String found, boolean unsupported) {
        super(rule, null, false, false);
        this.source = source;
        this.part = part;
        this.index = index;
        this.rule = rule;
        this.found = found;
        this.unsupported = unsupported;
    }

    static Refusal of(Source source, String part, int index, String rule, String found) {
        return new Refusal(source, part, index, rule, found, false);
    }

    /** Of what is not there yet, which the rule names. */
    static Refusal unsupported(Source source, int index, String feature, String found) {
        return new Refusal(source, source.what(), index, feature, found, true);
    }

    /** What a reading gives, its refusal told to the caller of this method. */
    static <T> T told(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Refusal refusal) {
            throw refusal.toException();
        }
    }

    private SyntaxException toException() {
        Position at = source.position(index);
        return unsupported
                ? SyntaxException.unsupported(part, at.line(), at.column(), rule, found)
                : new SyntaxException(part, at.line(), at.column(), rule, found);
    }
}
