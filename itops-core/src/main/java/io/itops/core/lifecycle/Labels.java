package io.itops.core.lifecycle;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words under which people see states and actions, asked for once so that no later call can change a drawing. */
final class Labels {
    private final Map<Enum<?>, String> words = new HashMap<>();

    Labels(List<? extends Enum<?>> states, List<? extends Enum<?>> actions, Function<? super Enum<?>, String> label) {
        states.forEach(state -> words.put(state, label.apply(state)));
        actions.forEach(action -> words.put(action, label.apply(action)));
    }

    /** The label unless told otherwise: the constant's name as lower-case words. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String of(Enum<?> constant) {
        return words.getOrDefault(constant, constant.name());
    }
}
