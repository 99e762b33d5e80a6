package io.itops.prometheus.promqltest;

/** One place of a series line: a value, nothing, or a native histogram, of which only that it is there is known. */
record Point(Kind kind, double value) {
    enum Kind {
        VALUE,
        OMITTED,
        HISTOGRAM
    }

    static final Point OMITTED = new Point(Kind.OMITTED, 0);
    static final Point HISTOGRAM = new Point(Kind.HISTOGRAM, 0);

    @Override
    public String toString() {
        return switch (kind) {
            case VALUE -> String.valueOf(value);
            case OMITTED -> "_";
            case HISTOGRAM -> "a native histogram";
        };
    }

    static Point of(double value) {
        return new Point(Kind.VALUE, value);
    }
}
