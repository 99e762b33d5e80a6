package io.itops.architecture;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
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
 * The calls that public types offer, and what they can be called on and with: values made by the types' own factories and constructors
 * out of plain samples.
 */
final class ApiSamples {
    private static final int DEPTH = 3;

    /** A public constructor or method, and what to call it on: null for constructors and static methods. */
    record Call(Executable executable, Object target) {
        Object with(Object... arguments) throws ReflectiveOperationException {
            return invoke(executable, target, arguments);
        }

        String method() {
            return executable instanceof Method ? executable.getName() : "new";
        }

        @Override
        public String toString() {
            return executable.getDeclaringClass().getName() + "." + method()
                    + Arrays.stream(executable.getParameterTypes())
                            .map(Class::getSimpleName)
                            .toList();
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

    ApiSamples() {
        samples.put(List.class, List.of());
        samples.put(Collection.class, List.of());
        samples.put(Set.class, Set.of());
        samples.put(SortedSet.class, new TreeSet<>());
        samples.put(Map.class, Map.of());
        samples.put(SortedMap.class, new TreeMap<>());
        samples.putAll(Living.parts());
    }

    /** What a public type offers, in the order of the signatures: constructors first; methods only if there is something to call them on. */
    List<Call> calls(Class<?> type) {
        List<Call> calls = new ArrayList<>();
        if (!visible(type) || Throwable.class.isAssignableFrom(type) || type.isAnnotation()) {
            return calls;
        }
        if (!type.isEnum() && !Modifier.isAbstract(type.getModifiers())) {
            Arrays.stream(sorted(type.getConstructors())).forEach(made -> calls.add(new Call(made, null)));
        }
        for (Method method : sorted(type.getDeclaredMethods())) {
            boolean open = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !(type.isEnum() && method.getName().equals("valueOf"));
            if (open && Modifier.isStatic(method.getModifiers())) {
                calls.add(new Call(method, null));
            } else if (open) {
                of(type).ifPresent(target -> calls.add(new Call(method, target)));
            }
        }
        return calls;
    }

    /** The same call, on a builder of its own if it is one of a builder: what a builder was given before must not decide. */
    Call afresh(Call call) {
        if (call.target == null || !call.target.getClass().getSimpleName().equals("Builder")) {
            return call;
        }
        samples.remove(call.target.getClass());
        return new Call(call.executable, of(call.target.getClass()).orElseThrow());
    }

    /** Something of a type, if the type's own factories and constructors make one of samples. */
    Optional<Object> of(Class<?> type) {
        return of(type, DEPTH);
    }

    private Optional<Object> of(Class<?> type, int depth) {
        if (samples.containsKey(type)) {
            return Optional.of(samples.get(type));
        }
        if (type.isPrimitive()) {
            return Optional.of(plain(type));
        }
        if (type.isArray()) {
            return Optional.of(Array.newInstance(type.getComponentType(), 0));
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
            Optional<Object> argument = of(parameter, depth);
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

    private static Object invoke(Executable call, Object target, Object... arguments)
            throws ReflectiveOperationException {
        return call instanceof Constructor<?> constructor
                ? constructor.newInstance(arguments)
                : ((Method) call).invoke(target, arguments);
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

    /** A small value of a primitive type; null for any other. */
    static Object plain(Class<?> type) {
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
}
