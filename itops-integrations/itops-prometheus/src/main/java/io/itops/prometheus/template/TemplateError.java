package io.itops.prometheus.template;

/** Carries an error from where it is found to {@link Template}, which turns it into a value or a typed error. Never leaves the package. */
final class TemplateError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Where in the text; -1 where the thrower does not know, and the caller that does shall say. */
    private final int offset;

    /** What was found; empty for the text from the place on. */
    private final String found;

    TemplateError(int offset, String reason) {
        this(offset, reason, "");
    }

    TemplateError(int offset, String reason, String found) {
        super(reason, null, false, false);
        this.offset = offset;
        this.found = found;
    }

    /** Of a function, which does not know where it is called. */
    static TemplateError of(String reason) {
        return new TemplateError(-1, reason);
    }

    int offset() {
        return offset;
    }

    String found() {
        return found;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    TemplateError at(int place) {
        return offset >= 0 ? this : new TemplateError(place, reason(), found);
    }
}
