package io.itops.simulation.architecture;

import io.itops.core.ItOpsException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Gives null to every parameter of public constructors, factories and methods, and tells which of them answer by anything but a typed
 * error or a result. What a method is called on is made by the factories themselves, out of plain samples.
 */
final class NullCalls {
    private static final int DEPTH = 3;

    /**
     * What must throw a NullPointerException by its own contract, and what only the SDK itself calls, with what it has checked: the
     * decisions of commands.
     */
    private static final Set<String> EXCEPTED = Set.of("equals", "compareTo", "decide", "oldestSeen");

    /** An answer that is none. */
    record Fault(String call, String thrown) {
        @Override
        public String toString() {
            return call + " threw " + thrown;
        }
    }

    private final Map<Class<?>, Object> samples = new HashMap<>(Map.of(
            String.class, "sample",
            Duration.class, Duration.ofSeconds(20),
            Instant.class, Instant.parse("2026-11-24T00:00:00Z"),
            InstantSource.class, InstantSource.fixed(Instant.EPOCH),
            ZoneId.class, ZoneId.of("Europe/Berlin"),
            LocalDate.class, LocalDate.of(2026, 11, 24),
            LocalTime.class, LocalTime.NOON,
            Optional.class, Optional.empty(),
            OptionalLong.class, OptionalLong.empty()));

    private final Set<Class<?>> hopeless = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private int calls;

    NullCalls() {
        samples.put(List.class, List.of());
        samples.put(Collection.class, List.of());
        samples.put(Set.class, Set.of());
        samples.put(SortedSet.class, new TreeSet<>());
        samples.put(Map.class, Map.of());
        samples.put(SortedMap.class, new TreeMap<>());
    }

    /** Tries all that a public type offers. */
    void tryAll(Class<?> type) {
        if (!visible(type) || Throwable.class.isAssignableFrom(type) || type.isAnnotation()) {
            return;
        }
        if (!type.isEnum() && !Modifier.isAbstract(type.getModifiers())) {
            for (Constructor<?> constructor : sorted(type.getConstructors())) {
                tryNulls(constructor, null);
            }
        }
        for (Method method : sorted(type.getDeclaredMethods())) {
            boolean open = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !EXCEPTED.contains(method.getName())
                    && !(type.isEnum() && method.getName().equals("valueOf"));
            if (open && Modifier.isStatic(method.getModifiers())) {
                tryNulls(method, null);
            } else if (open) {
                sample(type, DEPTH).ifPresent(target -> tryNulls(method, target));
            }
        }
    }

    private void tryNulls(Executable call, Object target) {
        Class<?>[] types = call.getParameterTypes();
        if (Arrays.stream(types).allMatch(Class::isPrimitive)) {
            return;
        }
        calls++;
        try {
            invoke(call, target, Arrays.stream(types).map(NullCalls::nothing).toArray());
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof ItOpsException)) {
                faults.add(new Fault(name(call), e.getCause() + at(e.getCause())));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name(call), e);
        }
    }

    private static String at(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(ProjectModule.ROOT_PACKAGE))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    private static Object invoke(Executable call, Object target, Object... arguments)
            throws ReflectiveOperationException {
        return call instanceof Constructor<?> constructor
                ? constructor.newInstance(arguments)
                : ((Method) call).invoke(target, arguments);
    }

    /** Something of a type, if the type's own factories and constructors make one of samples. */
    private Optional<Object> sample(Class<?> type, int depth) {
        if (samples.containsKey(type)) {
            return Optional.of(samples.get(type));
        }
        if (type.isPrimitive()) {
            return Optional.of(nothing(type));
        }
        if (type.isEnum()) {
            return Optional.of(type.getEnumConstants()[0]);
        }
        if (depth == 0 || hopeless.contains(type) || !type.getName().startsWith(ProjectModule.ROOT_PACKAGE)) {
            return Optional.empty();
        }
        hopeless.add(type);
        Optional<Object> made = makers(type)
                .map(maker -> make(maker, depth - 1))
                .filter(type::isInstance)
                .findFirst();
        made.ifPresent(sample -> {
            hopeless.remove(type);
            samples.put(type, sample);
        });
        return made;
    }

    /** What may make a type: its factories, those of the type around it, and its constructors. */
    private static Stream<Executable> makers(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        Stream<Method> factories = Stream.concat(
                        Arrays.stream(sorted(type.getDeclaredMethods())),
                        outer == null ? Stream.empty() : Arrays.stream(sorted(outer.getDeclaredMethods())))
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && Modifier.isStatic(method.getModifiers())
                        && type.isAssignableFrom(method.getReturnType()));
        Stream<Constructor<?>> constructors = Modifier.isAbstract(type.getModifiers())
                ? Stream.empty()
                : Arrays.stream(sorted(type.getConstructors()));
        return Stream.concat(factories, constructors);
    }

    private Object make(Executable maker, int depth) {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> parameter : maker.getParameterTypes()) {
            Optional<Object> argument = parameter.isArray()
                    ? Optional.of(java.lang.reflect.Array.newInstance(parameter.getComponentType(), 0))
                    : sample(parameter, depth);
            if (argument.isEmpty()) {
                return null;
            }
            arguments.add(argument.get());
        }
        try {
            return invoke(maker, null, arguments.toArray());
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    int calls() {
        return calls;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    private static <E extends Executable> E[] sorted(E[] members) {
        E[] copy = members.clone();
        Arrays.sort(copy, Comparator.comparing(Executable::toGenericString));
        return copy;
    }

    private static boolean visible(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || visible(type.getEnclosingClass()));
    }

    private static Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        } else if (type == long.class) {
            return 1L;
        } else if (type == double.class) {
            return 1.0;
        } else if (type == int.class) {
            return 1;
        } else if (type == char.class) {
            return 'a';
        } else if (type == byte.class) {
            return (byte) 1;
        }
        return null;
    }

    private static String name(Executable call) {
        return call.getDeclaringClass().getName() + "." + (call instanceof Method ? call.getName() : "new")
                + Arrays.stream(call.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }
}
