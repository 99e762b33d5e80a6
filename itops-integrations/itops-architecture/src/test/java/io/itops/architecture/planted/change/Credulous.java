package io.itops.architecture.planted.change;

import io.itops.core.Require;
import java.time.Duration;

/** A planted fault: a builder that looks at one of its inputs alone. */
public record Credulous(String name, String title, double weight, long waitMillis) {
    /** A builder that refuses nothing but a bad name. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts. */
    public static final class Builder {
        private String name = "name";
        private String title = "";
        private double weight;
        private long waitMillis;

        /** Checked when built. */
        public Builder name(String given) {
            name = given;
            return this;
        }

        /** Never checked. */
        public Builder title(String given) {
            title = given;
            return this;
        }

        /** Never checked. */
        public Builder weight(double given) {
            weight = given;
            return this;
        }

        /** Overflows. */
        public Builder pause(Duration given) {
            waitMillis = given.toMillis();
            return this;
        }

        /** Looks at the name alone. */
        public Credulous build() {
            return new Credulous(Require.id("name", name), title, weight, waitMillis);
        }
    }
}
