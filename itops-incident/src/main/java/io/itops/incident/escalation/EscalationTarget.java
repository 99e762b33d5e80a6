package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.TeamId;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.record.Tree;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whom a step of an escalation policy pages: a person, whoever is on call in a schedule, a team, or one of several by turns.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface EscalationTarget {
    /** How targets are written. */
    Codec<EscalationTarget> CODEC = Targets.family();

    /**
     * A person.
     *
     * @param id the person's id, at most 100 characters, so that it can be an address
     */
    record Person(String id) implements EscalationTarget {
        static final Codec<Person> SHAPE = Shape.of("person", s -> {
            var id = s.field("id", Codec.TEXT, Person::id);
            return row -> new Person(row.get(id));
        });

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
        static final Codec<Schedule> SHAPE = Shape.of("schedule", s -> {
            var id = s.field("id", Codec.TEXT, Schedule::id);
            return row -> new Schedule(row.get(id));
        });

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
     * Everyone who belongs to a team of the catalog when the step is taken.
     *
     * @param id the team's id
     */
    record Team(TeamId id) implements EscalationTarget {
        static final Codec<Team> SHAPE = Shape.of("team", s -> {
            var id = s.field("id", TeamId.CODEC, Team::id);
            return row -> new Team(row.get(id));
        });

        /** Checks that the id is given. */
        public Team {
            Require.present("team", id);
        }

        @Override
        public List<String> people(Roster roster) {
            return Require.present("roster", roster).teams().getOrDefault(id.value(), List.of());
        }

        @Override
        public String gap(Roster roster) {
            if (!Require.present("roster", roster).teams().containsKey(id.value())) {
                return "there is no team " + id;
            }
            return people(roster).isEmpty() ? "nobody belongs to team " + id : "";
        }

        @Override
        public List<String> teams() {
            return List.of(id.value());
        }

        @Override
        public String toString() {
            return "team " + id;
        }
    }

    /**
     * Several people under one name, given here.
     *
     * @param name what they are called together, at most 100 characters
     * @param members their ids, each once, 1 to 100
     */
    record Group(String name, List<String> members) implements EscalationTarget {
        static final Codec<Group> SHAPE = Shape.of("group", s -> {
            var name = s.field("name", Codec.TEXT, Group::name);
            var members = s.field("members", Codec.TEXT.list(), Group::members);
            return row -> new Group(row.get(name), row.get(members));
        });

        /** Checks and copies the parts. */
        public Group {
            Require.text("group", Require.id("group", name), 100);
            members = Require.list("members of group " + name, members);
            Require.size("members of group " + name, members, 1, 100)
                    .forEach(member -> Require.text("member", Require.id("member", member), 100));
            Require.that(
                    members.stream().distinct().count() == members.size(),
                    "members of group " + name,
                    "be named once each",
                    members);
        }

        @Override
        public List<String> people(Roster roster) {
            return members;
        }

        @Override
        public String gap(Roster roster) {
            return "";
        }

        @Override
        public String toString() {
            return "group " + name;
        }
    }

    /**
     * One of several targets by turns: each time that a step with it is taken, about whichever incident, the next target has its turn.
     * A target that reaches nobody, and one whose people have no way, is passed over.
     *
     * @param name the name under which the turns are counted, at most 100 characters; policies that use the same name share them
     * @param targets those who take turns, 1 to 100, none of them by turns itself
     */
    record RoundRobin(String name, List<EscalationTarget> targets) implements EscalationTarget {
        static final Codec<RoundRobin> SHAPE = Shape.of("round-robin", s -> {
            var name = s.field("name", Codec.TEXT, RoundRobin::name);
            var targets =
                    s.field("targets", Codec.lazy(() -> EscalationTarget.CODEC).list(), RoundRobin::targets);
            return row -> new RoundRobin(row.get(name), row.get(targets));
        });

        /** Checks and copies the parts. */
        public RoundRobin {
            Require.text("round robin", Require.id("round robin", name), 100);
            targets = Require.list("targets of round robin " + name, targets);
            Require.size("targets of round robin " + name, targets, 1, 100)
                    .forEach(target -> Require.that(
                            !(target instanceof RoundRobin), "target of a round robin", "be none itself", target));
        }

        /** Which target has its turn, counted from the one that is next; the number of targets if none reaches anybody. */
        private int passedOver(Roster roster, Predicate<String> reached) {
            int passed = 0;
            while (passed < targets.size()
                    && target(roster, passed).people(roster).stream().noneMatch(reached)) {
                passed++;
            }
            return passed;
        }

        private int passedOver(Roster roster) {
            return passedOver(roster, person -> true);
        }

        /** Whoever has the turn and is reached by nothing is passed over; where nobody is reached, all are named and no turn is taken. */
        @Override
        public Pick pick(Roster roster, Predicate<String> reached) {
            Require.present("people who are reached", reached);
            int passed = passedOver(Require.present("roster", roster), reached);
            if (passed == targets.size()) {
                return new Pick(candidates(roster), told(gap(roster)), Optional.empty());
            }
            return new Pick(
                    target(roster, passed).people(roster),
                    Optional.empty(),
                    Optional.of(new Turn(name, roster.turn(name) + passed + 1)));
        }

        @Override
        public List<String> candidates(Roster roster) {
            Require.present("roster", roster);
            return targets.stream()
                    .flatMap(target -> target.people(roster).stream())
                    .distinct()
                    .toList();
        }

        private EscalationTarget target(Roster roster, int passed) {
            return targets.get((int) Math.floorMod(roster.turn(name) + passed, (long) targets.size()));
        }

        @Override
        public List<String> people(Roster roster) {
            int passed = passedOver(Require.present("roster", roster));
            return passed == targets.size() ? List.of() : target(roster, passed).people(roster);
        }

        @Override
        public String gap(Roster roster) {
            return people(roster).isEmpty()
                    ? "round robin " + name + " reaches nobody: "
                            + targets.stream()
                                    .limit(5)
                                    .map(target -> target.gap(roster))
                                    .collect(Collectors.joining(", "))
                    : "";
        }

        @Override
        public Optional<Turn> turn(Roster roster) {
            int passed = passedOver(Require.present("roster", roster));
            return passed == targets.size()
                    ? Optional.empty()
                    : Optional.of(new Turn(name, roster.turn(name) + passed + 1));
        }

        @Override
        public List<String> schedules() {
            return targets.stream()
                    .flatMap(target -> target.schedules().stream())
                    .toList();
        }

        @Override
        public List<String> teams() {
            return targets.stream().flatMap(target -> target.teams().stream()).toList();
        }

        @Override
        public List<String> roundRobins() {
            return List.of(name);
        }

        @Override
        public String toString() {
            return "round robin " + name;
        }
    }

    /**
     * The place of a round robin behind the turn that was taken.
     *
     * @param name the name under which the turns are counted
     * @param next the number of the next turn, from 1
     */
    record Turn(String name, long next) {
        /** Checks the parts. */
        public Turn {
            Require.id("round robin", name);
            Require.that(next >= 1 && next <= Tree.MAX_EXACT, "next turn", "be 1 to " + Tree.MAX_EXACT, next);
        }
    }

    /**
     * Whom a target stands for.
     *
     * @param people their ids in order
     * @param gap why there is nobody, if there is nobody
     * @param turn the turn that is taken when they are paged, if the target is one of several by turns
     */
    record Pick(List<String> people, Optional<String> gap, Optional<Turn> turn) {
        /** Checks and copies the parts. */
        public Pick {
            people = Require.list("people", people);
            Require.present("gap", gap);
            Require.present("turn", turn);
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
     * A team of the catalog as a target.
     *
     * @param id the team's id
     * @return the target
     */
    static EscalationTarget team(String id) {
        return new Team(TeamId.of(id));
    }

    /**
     * Several people as a target.
     *
     * @param name what they are called together
     * @param members their ids
     * @return the target
     */
    static EscalationTarget group(String name, List<String> members) {
        return new Group(name, members);
    }

    /**
     * One of several targets by turns.
     *
     * @param name the name under which the turns are counted
     * @param targets those who take turns
     * @return the target
     */
    static EscalationTarget roundRobin(String name, List<EscalationTarget> targets) {
        return new RoundRobin(name, targets);
    }

    /**
     * The people behind the target.
     *
     * @param roster who is on call
     * @return their ids in order, empty if there is nobody
     */
    List<String> people(Roster roster);

    /**
     * The people behind the target, whoever has the turn.
     *
     * @param roster who is on call
     * @return their ids in order, empty if there is nobody
     */
    default List<String> candidates(Roster roster) {
        return people(roster);
    }

    /**
     * Why there is nobody behind the target.
     *
     * @param roster who is on call
     * @return a clause for people, empty if there is somebody
     */
    String gap(Roster roster);

    /**
     * The turn that is taken when the target is paged.
     *
     * @param roster who is on call, and whose turn it is
     * @return the turn, empty unless the target is one of several by turns and reaches somebody
     */
    default Optional<Turn> turn(Roster roster) {
        return Optional.empty();
    }

    /**
     * Whom the target stands for when some people can be reached and others cannot.
     *
     * @param roster who is on call, and whose turn it is
     * @param reached whether something reaches a person
     * @return the people, why there is nobody, and the turn that is taken
     */
    default Pick pick(Roster roster, Predicate<String> reached) {
        Require.present("people who are reached", reached);
        return new Pick(people(roster), told(gap(roster)), turn(roster));
    }

    /**
     * The schedules that must be looked up to know the people.
     *
     * @return ids of schedules
     */
    default List<String> schedules() {
        return List.of();
    }

    /**
     * The teams that must be looked up to know the people.
     *
     * @return ids of teams
     */
    default List<String> teams() {
        return List.of();
    }

    /**
     * The round robins whose turns must be looked up to know the people.
     *
     * @return their names
     */
    default List<String> roundRobins() {
        return List.of();
    }

    private static Optional<String> told(String gap) {
        return Optional.of(gap).filter(text -> !text.isEmpty());
    }
}
