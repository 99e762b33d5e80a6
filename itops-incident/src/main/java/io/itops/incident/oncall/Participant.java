package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import java.util.Optional;

/**
 * Who has a place in a rotation: a person, or deliberately nobody.
 *
 * <p>Immutable and thread-safe.
 *
 * @param person the person's id, at most 100 characters; empty where the turn is a deliberate gap, which lower layers may fill
 * @since 0.1
 */
public record Participant(Optional<String> person) {
    /** A deliberate gap. */
    public static final Participant NOBODY = new Participant(Optional.empty());

    static final Codec<Participant> CODEC = Codec.TEXT.map(
            text -> text.isEmpty() ? NOBODY : of(text),
            participant -> participant.person().orElse(""));

    /** Checks the id. */
    public Participant {
        Require.present("participant", person).ifPresent(id -> Values.person("person", id));
    }

    /**
     * A person.
     *
     * @param person the person's id
     * @return the participant
     */
    public static Participant of(String person) {
        return new Participant(Optional.of(Require.present("person", person)));
    }

    boolean is(String id) {
        return person.isPresent() && person.get().equals(id);
    }

    @Override
    public String toString() {
        return person.orElse("nobody");
    }
}
