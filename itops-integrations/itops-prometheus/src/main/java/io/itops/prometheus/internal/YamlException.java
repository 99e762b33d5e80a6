package io.itops.prometheus.internal;

/** Carries what is wrong with a YAML text to who reads it. Never leaves the module. */
public final class YamlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String rule;
    private final String found;

    YamlException(Place place, String rule, String found) {
        super(rule, null, false, false);
        this.place = place;
        this.rule = rule;
        this.found = found;
    }

    /**
     * Where.
     *
     * @return the place
     */
    public Place place() {
        return place;
    }

    /**
     * What must hold there.
     *
     * @return a verb phrase
     */
    public String rule() {
        return rule;
    }

    /**
     * What was found.
     *
     * @return a text to show
     */
    public String found() {
        return found;
    }
}
