package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import java.util.List;

/**
 * Whom a step of an escalation policy pages: a person, or whoever is on call in a schedule.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface EscalationTarget {
    /** How targets are written. */
    Codec<EscalationTarget> CODEC = Family.of("escalation-target", EscalationTarget.class)
            .with("person", Person.class, Shape.of("person", s -> {
                var id = s.field("id", Codec.TEXT, Person::id);
                return row -> new Person(row.get(id));
            }))
            .with("schedule", Schedule.class, Shape.of("schedule", s -> {
                var id = s.field("id", Codec.TEXT, Schedule::id);
                return row -> new Schedule(row.get(id));
            }))
            .build();

    /**
     * A person.
     *
     * @param id the person's id, at most 100 characters, so that it can be an address
     */
    record Person(String id) implements EscalationTarget {
        /** Checks the id. */
        public Person {
            Require.text("person", Require.id("person", id), 100);
        }

        @Override
        public List<String> people(Roster roster) {
            return List.of(id);
        }

        @Override
        public String gap(Roster roster) {
            return "";
        }

        @Override
        public List<String> schedules() {
            return List.of();
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /**
     * Whoever is on call in a schedule when the step is taken.
     *
     * @param id the schedule's id, at most 100 characters
     */
    record Schedule(String id) implements EscalationTarget {
        /** Checks the id. */
        public Schedule {
            Require.text("schedule", Require.id("schedule", id), 100);
        }

        @Override
        public List<String> people(Roster roster) {
            return Require.present("roster", roster).onCall().getOrDefault(id, List.of());
        }

        @Override
        public String gap(Roster roster) {
            if (!Require.present("roster", roster).onCall().containsKey(id)) {
                return "there is no schedule " + id;
            }
            return people(roster).isEmpty() ? "nobody is on call in schedule " + id : "";
        }

        @Override
        public List<String> schedules() {
            return List.of(id);
        }

        @Override
        public String toString() {
            return "schedule " + id;
        }
    }

    /**
     * A person as a target.
     *
     * @param id the person's id
     * @return the target
     */
    static EscalationTarget person(String id) {
        return new Person(id);
    }

    /**
     * A schedule as a target.
     *
     * @param id the schedule's id
     * @return the target
     */
    static EscalationTarget schedule(String id) {
        return new Schedule(id);
    }

    /**
     * The people behind the target.
     *
     * @param roster who is on call
     * @return their ids in order, empty if there is nobody
     */
    List<String> people(Roster roster);

    /**
     * Why there is nobody behind the target.
     *
     * @param roster who is on call
     * @return a clause for people, empty if there is somebody
     */
    String gap(Roster roster);

    /**
     * The schedules that must be looked up to know the people.
     *
     * @return ids of schedules
     */
    List<String> schedules();
}
