package io.itops.architecture;

import io.itops.core.ItOpsException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives one value that makes no sense to each parameter of public constructors, factories and methods, with samples for the others, and
 * tells which of them answer by anything but a typed error or a result, and which take what nothing should take.
 */
final class HostileCalls {
    /** What only the SDK itself calls, with what it has checked: the decisions of commands, and the platform's resolver of hosts. */
    private static final Set<String> INTERNAL = Set.of("equals", "compareTo", "decide", "oldestSeen", "resolve");

    /** A value that makes no sense, by name. */
    record Hostile(String name, Object value) {}

    private static final Map<Class<?>, List<Hostile>> VALUES = values();

    private final ApiSamples samples = new ApiSamples();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Set<String>> taken = new LinkedHashMap<>();
    private int calls;
    private int unjudged;
    private final List<String> skipped = new ArrayList<>();

    private static Map<Class<?>, List<Hostile>> values() {
        Map<Class<?>, List<Hostile>> values = new LinkedHashMap<>();
        values.put(
                String.class,
                List.of(
                        new Hostile("blank text", " "),
                        new Hostile("empty text", ""),
                        new Hostile("text of 2 MB", "x".repeat(2_000_000)),
                        new Hostile("text with NUL", "a\0b"),
                        new Hostile("half a character", "a\ud800b")));
        values.put(
                double.class,
                List.of(
                        new Hostile("NaN", Double.NaN),
                        new Hostile("infinity", Double.POSITIVE_INFINITY),
                        new Hostile("minus infinity", Double.NEGATIVE_INFINITY)));
        values.put(
                int.class,
                List.of(
                        new Hostile("least int", Integer.MIN_VALUE),
                        new Hostile("minus one", -1),
                        new Hostile("largest int", Integer.MAX_VALUE)));
        values.put(
                long.class,
                List.of(
                        new Hostile("least long", Long.MIN_VALUE),
                        new Hostile("minus one", -1L),
                        new Hostile("largest long", Long.MAX_VALUE)));
        values.put(
                Duration.class,
                List.of(
                        new Hostile("negative duration", Duration.ofSeconds(-1)),
                        new Hostile("endless duration", Duration.ofSeconds(Long.MAX_VALUE))));
        values.put(
                Instant.class,
                List.of(new Hostile("first instant", Instant.MIN), new Hostile("last instant", Instant.MAX)));
        values.put(String[].class, List.of(new Hostile("100,000 texts", texts(100_000))));
        return values;
    }

    private static String[] texts(int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = "t" + i;
        }
        return texts;
    }

    /** Tries all that a public type offers. */
    void tryAll(Class<?> type) {
        samples.calls(type).stream()
                .filter(call ->
                        !INTERNAL.contains(call.method()) && !type.getName().contains("Event$"))
                .forEach(this::tryEach);
    }

    private void tryEach(ApiSamples.Call call) {
        Class<?>[] types = call.executable().getParameterTypes();
        Object[] plain = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Optional<Object> sample = samples.of(types[i]);
            if (sample.isEmpty()) {
                skipped.add(call.toString());
                return;
            }
            plain[i] = sample.get();
        }
        Optional<String> usual = answer(samples.afresh(call), plain).message();
        for (int i = 0; i < types.length; i++) {
            for (Hostile hostile : VALUES.getOrDefault(types[i], List.of())) {
                Object[] arguments = plain.clone();
                arguments[i] = hostile.value();
                tryOne(call, i, hostile, usual, arguments);
            }
        }
    }

    private void tryOne(
            ApiSamples.Call call, int parameter, Hostile hostile, Optional<String> usual, Object... arguments) {
        calls++;
        Answer answer = answer(samples.afresh(call), arguments);
        if (answer.fault()) {
            faults.add(call + " #" + parameter + " given " + hostile.name() + " threw " + answer.thrown());
        } else if (usual.isPresent() && usual.equals(answer.message())) {
            unjudged++;
        } else if (answer.thrown() == null) {
            taken.computeIfAbsent(hostile.name(), name -> new TreeSet<>()).add(call + " #" + parameter);
        }
    }

    /** What a call comes to; a builder is asked to build, since that is when it looks at what it was given. */
    private static Answer answer(ApiSamples.Call call, Object... arguments) {
        try {
            Object result = call.with(arguments);
            if (result != null && result.getClass().getSimpleName().equals("Builder")) {
                result.getClass().getMethod("build").invoke(result);
            }
            return new Answer(call, null);
        } catch (InvocationTargetException e) {
            return new Answer(call, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(call.toString(), e);
        }
    }

    /** A result, or what was thrown instead of it. */
    private record Answer(ApiSamples.Call call, Throwable thrown) {
        Optional<String> message() {
            return Optional.ofNullable(thrown).map(Throwable::getMessage);
        }

        boolean fault() {
            return thrown != null
                    && !(thrown instanceof ItOpsException)
                    && Arrays.stream(call.executable().getExceptionTypes()).noneMatch(type -> type.isInstance(thrown));
        }
    }

    int calls() {
        return calls;
    }

    /** Calls that are refused for another reason, samples or not: the tables of bad input in each module hold them. */
    int unjudged() {
        return unjudged;
    }

    /** Calls that were not made, since there is no sample of one of their parameters. */
    List<String> skipped() {
        return List.copyOf(skipped);
    }

    /** The answers that are neither a result nor a typed error. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Who took a value that makes no sense, by the name of the value. */
    Map<String, Set<String>> taken() {
        return Collections.unmodifiableMap(taken);
    }
}
