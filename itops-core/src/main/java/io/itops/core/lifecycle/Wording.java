package io.itops.core.lifecycle;

import io.itops.core.InvalidDefinitionException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which actions a caller can ask for, and under which name: what a reason may speak of. Immutable and thread-safe. */
final class Wording<A extends Enum<A>> {
    private final Set<A> internal;
    private final Map<A, A> variants;

    Wording(Class<A> actions, Set<A> internal, Map<A, A> variants) {
        Set<A> own = EnumSet.noneOf(actions);
        own.addAll(internal);
        Map<A, A> of = new EnumMap<>(actions);
        of.putAll(variants);
        this.internal = Collections.unmodifiableSet(own);
        this.variants = Collections.unmodifiableMap(of);
    }

    /** The action that a caller asks for when this one is taken. */
    A asked(A action) {
        return variants.getOrDefault(action, action);
    }

    /** The actions that a caller can ask for, each once and under its own name. */
    List<A> askable(Collection<A> actions) {
        return actions.stream()
                .map(this::asked)
                .filter(action -> !internal.contains(action))
                .distinct()
                .toList();
    }

    List<Problem> problems() {
        List<Problem> found = new ArrayList<>();
        variants.forEach((variant, of) -> {
            if (variants.containsKey(of)) {
                found.add(new Problem("variant " + variant.name(), "be of an action that is none", of.name()));
            }
            if (internal.contains(variant) || internal.contains(of)) {
                found.add(new Problem("variant " + variant.name(), "be of what callers ask for", "internal"));
            }
        });
        return found;
    }
}
