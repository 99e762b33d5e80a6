package io.itops.architecture;

import io.itops.core.ItOpsException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Gives null to all parameters of public constructors, factories and methods at once and to each alone, and tells which of them answer by anything but a typed
 * error or a result.
 */
final class NullCalls {
    /**
     * What must throw a NullPointerException by its own contract, and what only the SDK itself calls, with what it has checked: the
     * decisions of commands.
     */
    private static final Set<String> EXCEPTED = Set.of("equals", "compareTo", "decide", "oldestSeen");

    private final ApiSamples samples = new ApiSamples();
    private final List<Fault> faults = new ArrayList<>();
    private int calls;

    /** An answer that is none. */
    record Fault(ApiSamples.Call call, Throwable thrown) {
        @Override
        public String toString() {
            return call + " threw " + thrown + at();
        }

        private String at() {
            return Arrays.stream(thrown.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith(ProjectModule.ROOT_PACKAGE))
                    .findFirst()
                    .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                    .orElse("");
        }
    }

    /** Tries all that a public type offers. */
    void tryAll(Class<?> type) {
        samples.calls(type).stream()
                .filter(call -> !EXCEPTED.contains(call.method()))
                .forEach(this::tryNulls);
    }

    private void tryNulls(ApiSamples.Call call) {
        Class<?>[] types = call.executable().getParameterTypes();
        if (Arrays.stream(types).allMatch(Class::isPrimitive)) {
            return;
        }
        tryOne(call, Arrays.stream(types).map(ApiSamples::plain).toArray());
        Object[] plain =
                Arrays.stream(types).map(type -> samples.of(type).orElse(null)).toArray();
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isPrimitive() && plain[i] != null) {
                Object[] arguments = plain.clone();
                arguments[i] = null;
                tryOne(samples.afresh(call), arguments);
            }
        }
    }

    private void tryOne(ApiSamples.Call call, Object... arguments) {
        calls++;
        try {
            call.with(arguments);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof ItOpsException)) {
                faults.add(new Fault(call, e.getCause()));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(call.toString(), e);
        }
    }

    int calls() {
        return calls;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }
}
