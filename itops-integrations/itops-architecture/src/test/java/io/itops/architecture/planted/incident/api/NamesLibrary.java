package io.itops.architecture.planted.incident.api;

import io.itops.architecture.planted.library.Hidden;
import io.itops.architecture.planted.library.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Shows the libraries that it is built with. */
public final class NamesLibrary {
    public static final class ByReturn {
        public Hidden[] list() {
            return new Hidden[0];
        }
    }

    public static final class ByParameter {
        public void use(Map<String, List<? extends Hidden>> values) {}
    }

    public static final class ByField {
        protected MeterRegistry registry;
    }

    public abstract static class ByParent implements Supplier<Hidden> {}

    public static final class ByBound {
        public <T extends Hidden> T same(T value) {
            return value;
        }
    }

    public record ByComponent(List<Hidden> values) {}

    public static final class FineBuilder {
        public FineBuilder meterRegistry(MeterRegistry registry) {
            return this;
        }
    }

    static final class FineUnseen {
        public Hidden value() {
            return new Hidden();
        }
    }

    public static final class FineInside {
        private final Hidden value = new Hidden();

        public boolean same(Object other) {
            return value.equals(other);
        }
    }
}
