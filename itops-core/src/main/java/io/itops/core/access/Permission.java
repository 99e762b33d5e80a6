package io.itops.core.access;

import io.itops.core.Require;

/**
 * The right to give one command: {@code incident.acknowledge}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the thing and the action, kebab-case, joined by a dot
 * @since 0.1
 */
public record Permission(String name) {
    /** Checks the name. */
    public Permission {
        Require.slug("permission", name);
    }

    /**
     * A permission by its name.
     *
     * @param name the thing and the action
     * @return the permission
     */
    public static Permission of(String name) {
        return new Permission(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
