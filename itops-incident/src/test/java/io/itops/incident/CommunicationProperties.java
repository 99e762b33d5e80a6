package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.PublicStage;
import io.itops.incident.communication.Response;
import io.itops.incident.communication.ResponseCommand;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Chains of actions on one incident against a naive model that counts minutes one by one. */
class CommunicationProperties {
    private static final List<String> AUDIENCES = List.of("public", "executives");
    private static final CommunicationPolicy POLICY = CommunicationPolicy.builder()
            .cadence(new CadenceRule(
                    "public", Severity.SEV1, Duration.ofMinutes(10), Duration.ofMinutes(60), Duration.ofMinutes(25)))
            .cadence(CadenceRule.of("public", Severity.SEV3, Duration.ofMinutes(30)))
            .cadence(CadenceRule.of("executives", Severity.SEV2, Duration.ofMinutes(45)))
            .separateFrom(Severity.SEV2)
            .remindBefore(Duration.ofMinutes(3))
            .build();

    private record Step(String what, int number) {}

    @Provide
    Arbitrary<List<Step>> chains() {
        return Arbitraries.of(
                        "pass",
                        "pass",
                        "publish",
                        "worse",
                        "resolve",
                        "reopen",
                        "mitigate",
                        "identify",
                        "retract",
                        "assign",
                        "hand",
                        "leave",
                        "snooze")
                .flatMap(what -> Arbitraries.integers().between(0, 39).map(number -> new Step(what, number)))
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 60)
    void theClocksRolesAndStagesAreThoseOfANaiveModel(@ForAll("chains") List<Step> chain) {
        run(chain, Planted.NOTHING);
    }

    /** Each of these models is wrong in one thing, and chains of the same kind find it. */
    @Example
    void aModelWithAPlantedBugIsSeenToDiffer() {
        for (Planted bug : EnumSet.complementOf(EnumSet.of(Planted.NOTHING))) {
            assertThat(chains().sampleStream().limit(150).anyMatch(chain -> differs(chain, bug)))
                    .as("%s", bug)
                    .isTrue();
        }
    }

    private static boolean differs(List<Step> chain, Planted bug) {
        try {
            run(chain, bug);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private enum Planted {
        NOTHING,
        /** The next update is due one interval after the missed one was noticed a minute too late. */
        PACE_LOST,
        /** Audiences that never heard of the incident are told that it is over. */
        UNTOLD_ARE_TOLD,
        /** A worse severity counts its interval from the last update. */
        COUNTED_FROM_THE_PAST,
        /** A person may have two roles in the worst incidents. */
        ROLES_TOGETHER
    }

    private static void run(List<Step> chain, Planted bug) {
        IncidentOptions options = IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .communication(POLICY)
                .closeAfter(Optional.empty())
                .build();
        try (Scene scene = Scene.of(options)) {
            Naive naive = new Naive(scene.fire(Severity.SEV4, "slow"), bug);
            for (Step step : chain) {
                boolean accepted = take(scene, naive.id, step);
                Statistics.label("accepted").collect(accepted);
                assertThat(naive.take(step)).as("%s in %s", step, chain).isEqualTo(accepted);
                naive.compare(scene);
            }
        }
    }

    private static boolean take(Scene scene, IncidentId id, Step step) {
        Communication communication = scene.incidents.communication();
        switch (step.what()) {
            case "pass" -> scene.passMinutes(step.number());
            case "worse" -> {
                Signal signal = Signal.firing(Scene.KEY, Scene.CHECKOUT, Severity.values()[step.number() % 4], "worse");
                scene.ops.accept(signal);
                scene.settle();
            }
            case "resolve" -> {
                return incident(scene, id, new IncidentCommand.Resolve("", false, Optional.empty()));
            }
            case "reopen" -> {
                return incident(scene, id, new IncidentCommand.Reopen("back", false, Optional.empty()));
            }
            case "mitigate" -> {
                return incident(scene, id, new IncidentCommand.Mitigate(""));
            }
            default -> {
                ResponseCommand command = switch (step.what()) {
                    case "publish" -> new ResponseCommand.Publish(audiences(step), "text");
                    case "identify" -> new ResponseCommand.Identify("cause " + step.number());
                    case "retract" -> new ResponseCommand.Retract("it was not");
                    case "assign" -> new ResponseCommand.Assign(role(step), person(step), "");
                    case "hand" -> new ResponseCommand.HandOver(role(step), person(step), other(step), "note");
                    case "leave" -> new ResponseCommand.Relinquish(role(step), "");
                    default ->
                        new ResponseCommand.Snooze(
                                AUDIENCES.get(step.number() % 2),
                                scene.clock.instant().plus(Duration.ofMinutes(step.number())),
                                "reason");
                };
                return communication.execute(id, command, Scene.ANN).reasons().isEmpty();
            }
        }
        return true;
    }

    private static boolean incident(Scene scene, IncidentId id, IncidentCommand command) {
        return scene.incidents.execute(id, command, Scene.ANN).reasons().isEmpty();
    }

    private static List<String> audiences(Step step) {
        return step.number() % 3 == 2 ? AUDIENCES : List.of(AUDIENCES.get(step.number() % 3));
    }

    private static IncidentRole role(Step step) {
        return IncidentRole.values()[step.number() % 2];
    }

    private static String person(Step step) {
        return List.of("ann", "bob").get(step.number() / 2 % 2);
    }

    private static String other(Step step) {
        return List.of("bob", "cleo").get(step.number() / 2 % 2);
    }

    /** One audience, in minutes; a due minute of -1 is none. */
    private static final class Clock {
        private int due = -1;
        private int last = -1;
        private int updates;
        private int missed;
    }

    private static final class Naive {
        private final Planted bug;
        private final IncidentId id;
        private final Map<String, Clock> clocks = new LinkedHashMap<>();
        private final Map<IncidentRole, String> roles = new LinkedHashMap<>();
        private final List<PublicStage> stages = new ArrayList<>();
        private int minute;
        private int began;
        private int severity = 3;
        private int told = -1;
        private String state = "open";
        private boolean response;
        private boolean caused;
        private @Nullable String cause;

        Naive(Incident incident, Planted bug) {
            this.bug = bug;
            id = incident.id();
            AUDIENCES.forEach(audience -> clocks.put(audience, new Clock()));
        }

        private boolean over() {
            return state.equals("resolved");
        }

        /** The minutes between updates, 0 where none are demanded. */
        private int every(String audience, int level, int age) {
            if (audience.equals("executives")) {
                return level <= 1 ? 45 : 0;
            }
            return level == 0 ? age < 60 ? 10 : 25 : level <= 2 ? 30 : 0;
        }

        private void begin(boolean wanted) {
            if (response || !wanted && (severity > 2 || over())) {
                return;
            }
            response = true;
            told = severity;
            restart();
            if (over()) {
                clocks.values().forEach(clock -> clock.due = -1);
            }
            stage();
        }

        private void restart() {
            began = minute;
            clocks.forEach((audience, clock) -> {
                int every = every(audience, severity, 0);
                if (every > 0) {
                    clock.due = minute + every;
                }
            });
        }

        private void stage() {
            if (!response) {
                return;
            }
            PublicStage stage = over()
                    ? PublicStage.RESOLVED
                    : state.equals("mitigated")
                            ? PublicStage.MONITORING
                            : caused ? PublicStage.IDENTIFIED : PublicStage.INVESTIGATING;
            if (stages.isEmpty() || stages.get(stages.size() - 1) != stage) {
                stages.add(stage);
            }
        }

        private void passOne() {
            minute++;
            clocks.forEach((audience, clock) -> {
                if (clock.due == minute) {
                    clock.missed++;
                    int every = every(audience, told, minute - began);
                    clock.due = over() || every == 0 ? -1 : minute + every + (bug == Planted.PACE_LOST ? 1 : 0);
                }
            });
        }

        boolean take(Step step) {
            return switch (step.what()) {
                case "pass" -> {
                    for (int i = 0; i < step.number(); i++) {
                        passOne();
                    }
                    yield true;
                }
                case "worse" -> {
                    worse(step.number() % 4);
                    yield true;
                }
                case "resolve" -> move(!over(), "resolved");
                case "reopen" -> move(!state.equals("open"), "open");
                case "mitigate" -> move(state.equals("open"), "mitigated");
                case "publish" -> {
                    begin(true);
                    for (String audience : audiences(step)) {
                        Clock clock = clocks.get(audience);
                        clock.updates++;
                        clock.last = minute;
                        int every = every(audience, told, minute - began);
                        clock.due = over() || every == 0 ? -1 : minute + every;
                    }
                    yield true;
                }
                case "retract" -> {
                    if (!caused) {
                        yield false;
                    }
                    caused = false;
                    cause = null;
                    stage();
                    yield true;
                }
                case "identify" -> {
                    begin(true);
                    caused = true;
                    cause = "cause " + step.number();
                    stage();
                    yield true;
                }
                case "assign" -> assign(role(step), person(step));
                case "hand" -> person(step).equals(roles.get(role(step))) && gets(role(step), other(step));
                case "leave" -> response && roles.remove(role(step)) != null;
                default -> snooze(clocks.get(AUDIENCES.get(step.number() % 2)), step.number());
            };
        }

        private boolean snooze(Clock clock, int minutes) {
            if (over() || clock.due < 0 || minutes == 0) {
                return false;
            }
            clock.due = minute + minutes;
            return true;
        }

        private boolean assign(IncidentRole role, String person) {
            String holder = roles.get(role);
            if (person.equals(holder)) {
                return true;
            }
            if (holder != null || !gets(role, person)) {
                return false;
            }
            begin(true);
            return true;
        }

        private boolean gets(IncidentRole role, String person) {
            int level = response ? told : severity;
            boolean other = roles.entrySet().stream()
                    .anyMatch(
                            entry -> entry.getKey() != role && entry.getValue().equals(person));
            if (other && level <= 1 && bug != Planted.ROLES_TOGETHER) {
                return false;
            }
            roles.put(role, person);
            return true;
        }

        private void worse(int level) {
            if (over()) {
                severity = Math.min(severity, level);
                move(true, "open");
                return;
            }
            boolean woken = state.equals("mitigated") && level < severity && level <= 1;
            severity = Math.min(severity, level);
            state = woken ? "open" : state;
            if (!response) {
                begin(false);
                return;
            }
            if (severity < told) {
                clocks.forEach((audience, clock) -> {
                    int every = every(audience, severity, minute - began);
                    if (every > 0) {
                        int from = bug == Planted.COUNTED_FROM_THE_PAST ? began : minute;
                        clock.due = clock.due < 0 ? from + every : Math.min(clock.due, from + every);
                    }
                });
                told = severity;
            }
            stage();
        }

        private boolean move(boolean allowed, String next) {
            if (!allowed) {
                return false;
            }
            boolean was = over();
            state = next;
            if (!response) {
                begin(false);
                return true;
            }
            if (!was && over()) {
                clocks.values()
                        .forEach(clock ->
                                clock.due = clock.updates > 0 || bug == Planted.UNTOLD_ARE_TOLD ? clock.due : -1);
            } else if (was && !over()) {
                told = severity;
                restart();
            }
            stage();
            return true;
        }

        void compare(Scene scene) {
            Optional<Response> real = scene.incidents.communication().response(id);
            assertThat(real.isPresent()).isEqualTo(response);
            if (real.isEmpty()) {
                return;
            }
            clocks.forEach((audience, clock) -> {
                var found = real.get().audiences().get(audience);
                assertThat(found == null ? 0 : found.missed())
                        .as("missed %s", audience)
                        .isEqualTo(clock.missed);
                assertThat(found == null ? 0 : found.updates()).isEqualTo(clock.updates);
                Instant due = found == null ? null : found.due().orElse(null);
                assertThat(
                                due == null
                                        ? -1
                                        : Duration.between(scene.minute(0), due).toMinutes())
                        .as("due %s", audience)
                        .isEqualTo(clock.due);
                Instant last = found == null ? null : found.lastAt().orElse(null);
                assertThat(
                                last == null
                                        ? -1
                                        : Duration.between(scene.minute(0), last)
                                                .toMinutes())
                        .isEqualTo(clock.last);
            });
            assertThat(real.get().stages().stream()
                            .map(change -> change.stage())
                            .toList())
                    .isEqualTo(stages);
            assertThat(real.get().cause()).isEqualTo(Optional.ofNullable(cause));
            assertThat(List.of(IncidentRole.values()).stream()
                            .filter(role -> real.get().holder(role).isPresent())
                            .collect(Collectors.toMap(
                                    role -> role,
                                    role -> real.get().holder(role).orElseThrow())))
                    .isEqualTo(roles);
        }
    }
}
