package io.itops.architecture.planted.change;

import java.util.List;

/** Trusts what it is given. */
public record Careless(List<String> names) {
    /** Copies the list. */
    public Careless {
        names = List.copyOf(names);
    }
}
