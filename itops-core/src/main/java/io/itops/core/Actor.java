package io.itops.core;

import io.itops.core.record.Codec;

/**
 * Who asked for something: a person, a part of the SDK, or another system.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what sort of actor it is
 * @param id its id inside the kind, at most 200 characters
 * @since 0.1
 */
public record Actor(Kind kind, String id) {
    /** How actors are written: as their text. */
    public static final Codec<Actor> CODEC = Codec.TEXT.map(Actor::parse, Actor::toString);

    /** The sorts of actors. */
    public enum Kind {
        /** A person. */
        USER,
        /** A part of the SDK itself, acting by a timer or a policy. */
        SYSTEM,
        /** Another system that calls in, known by its integration's name. */
        INTEGRATION;

        private String label() {
            return switch (this) {
                case USER -> "user";
                case SYSTEM -> "system";
                case INTEGRATION -> "integration";
            };
        }
    }

    /** Checks both parts. */
    public Actor {
        Require.present("actor kind", kind);
        Require.id("actor id", id);
    }

    /**
     * A person.
     *
     * @param id the user's id
     * @return the actor
     */
    public static Actor user(String id) {
        return new Actor(Kind.USER, id);
    }

    /**
     * A part of the SDK. The name carries no right: what the SDK does by itself is allowed because it ends a job that it holds, and a
     * command given in this name from elsewhere is put to the {@link io.itops.core.spi.Authorizer} like any other.
     *
     * @param id the part: {@code escalation}
     * @return the actor
     */
    public static Actor system(String id) {
        return new Actor(Kind.SYSTEM, id);
    }

    /**
     * Another system.
     *
     * @param id the integration's name
     * @return the actor
     */
    public static Actor integration(String id) {
        return new Actor(Kind.INTEGRATION, id);
    }

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @param text {@code kind:id}
     * @return the actor
     * @throws InvalidInputException if the kind is unknown or the id malformed
     */
    public static Actor parse(String text) {
        int colon = Require.present("actor", text).indexOf(':');
        for (Kind kind : Kind.values()) {
            if (colon > 0 && kind.label().equals(text.substring(0, colon))) {
                return new Actor(kind, text.substring(colon + 1));
            }
        }
        throw new InvalidInputException("actor", "have the form user:id, system:id or integration:id", text);
    }

    @Override
    public String toString() {
        return kind.label() + ':' + id;
    }
}
