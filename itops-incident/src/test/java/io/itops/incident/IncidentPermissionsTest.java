package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.time.Window;
import io.itops.incident.oncall.AcceptedGap;
import io.itops.incident.oncall.Assignment;
import io.itops.incident.oncall.Continuity;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.oncall.ScheduleOverride;
import io.itops.incident.oncall.Shadow;
import io.itops.incident.oncall.TemporarySchedule;
import io.itops.incident.oncall.Vacation;
import io.itops.incident.review.ActionItem;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.workflow.AssessPriority;
import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.KeyStand;
import io.itops.incident.workflow.Members;
import io.itops.incident.workflow.NeedToKnowCommand;
import io.itops.incident.workflow.PlacementCommand;
import io.itops.incident.workflow.RebaseEscalation;
import io.itops.incident.workflow.Trouble;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every command asks for its permission, and without it nothing happens. */
class IncidentPermissionsTest {
    private static final Actor MALLORY = Actor.user("mallory");

    private static final Map<String, IncidentCommand> COMMANDS = commands();

    private static Map<String, IncidentCommand> commands() {
        Map<String, IncidentCommand> table = new LinkedHashMap<>();
        table.put("incident.repeat", new IncidentCommand.Repeat(Severity.SEV1, "errors", Optional.empty()));
        table.put("incident.acknowledge", new IncidentCommand.Acknowledge());
        table.put("incident.unacknowledge", new IncidentCommand.Unacknowledge(""));
        table.put("incident.ack-timeout", new EscalationCommand.AckTimeout());
        table.put("incident.escalate", new EscalationCommand.Escalate(""));
        table.put("incident.rebase", new RebaseEscalation(true, ""));
        table.put("incident.step-timeout", new EscalationCommand.StepTimeout());
        table.put("incident.accept", new PlacementCommand.Accept(""));
        table.put("incident.requeue", new PlacementCommand.Requeue("second line", ""));
        table.put("incident.hold", new PlacementCommand.PutOnHold(Hold.of(HoldReason.VENDOR, "")));
        table.put("incident.hold-timeout", new PlacementCommand.HoldTimeout());
        table.put("incident.resume", new PlacementCommand.Resume(""));
        table.put("incident.assess", new AssessPriority(1, 1, Optional.empty()));
        table.put("incident.relabel", new PlacementCommand.Relabel(Optional.empty()));
        table.put("incident.merge", new FamilyCommand.MergeInto(IncidentId.of("other"), ""));
        table.put(
                "incident.absorb",
                new FamilyCommand.Absorb(
                        IncidentId.of("other"),
                        new TreeMap<>(Map.of("other", new KeyStand(Severity.SEV1, false))),
                        new TreeMap<>()));
        table.put("incident.unmerge", new FamilyCommand.Unmerge(""));
        table.put("incident.release", new FamilyCommand.Release(IncidentId.of("other"), List.of(), List.of()));
        table.put(
                "incident.split",
                new FamilyCommand.Split(
                        Trouble.of("other", CHECKOUT, Severity.SEV1, "errors"), IncidentId.of("other"), ""));
        table.put("incident.quiet-key", new FamilyCommand.QuietKey("other", "fine"));
        table.put("incident.link", new FamilyCommand.Link(Optional.of(IncidentId.of("other"))));
        table.put("incident.adopt", new FamilyCommand.Adopt(IncidentId.of("other"), true));
        table.put("incident.adopt (rehang)", new FamilyCommand.Rehang(IncidentId.of("other")));
        table.put("incident.promote", new FamilyCommand.Promote("all is down"));
        table.put("incident.demote", new FamilyCommand.Demote("it is not"));
        table.put("incident.restrict", new NeedToKnowCommand.Restrict(new TreeSet<>(), "a breach"));
        table.put("incident.unrestrict", new NeedToKnowCommand.Unrestrict("it was none"));
        table.put("incident.note", new IncidentCommand.Note("a note"));
        table.put("incident.mitigate", new IncidentCommand.Mitigate(""));
        table.put("incident.resolve", new IncidentCommand.Resolve("", false, Optional.empty()));
        table.put("incident.reopen", new IncidentCommand.Reopen("", false, Optional.empty()));
        table.put("incident.close", new IncidentCommand.Close(""));
        table.put("incident.close (timer)", new IncidentCommand.CloseTimeout());
        table.put("incident.cancel", new IncidentCommand.Cancel("a test"));
        return table;
    }

    private static Scene guarded(List<String> asked) {
        return Scene.of(IncidentOptions.of(Scene.annThenBob()), (actor, permission, subject) -> {
            asked.add(permission.name());
            return actor.equals(MALLORY)
                    ? AccessDecision.deny("mallory may nothing")
                    : AccessDecision.allow("everyone else may all");
        });
    }

    @Test
    void theTableNamesEveryCommand() {
        List<Class<?>> named =
                new ArrayList<>(COMMANDS.values().stream().map(Object::getClass).toList());
        named.add(IncidentCommand.Open.class);
        named.add(PlacementCommand.Report.class);
        named.add(PlacementCommand.Enqueue.class);
        assertThat(named).containsExactlyInAnyOrderElementsOf(Members.of(IncidentCommand.class));
    }

    @Test
    void everyCommandOnAnIncidentIsDeniedWithoutItsPermission() {
        List<String> asked = new ArrayList<>();
        try (Scene scene = guarded(asked)) {
            Incident incident = scene.fire();
            long entries = scene.ops.journal().head().size();
            COMMANDS.forEach((name, command) -> {
                asked.clear();
                String permission = name.split(" ")[0];
                assertThatThrownBy(() -> scene.incidents.execute(incident.id(), command, MALLORY))
                        .as(name)
                        .isInstanceOfSatisfying(AccessDeniedException.class, denied -> {
                            assertThat(denied.actor()).isEqualTo(MALLORY);
                            assertThat(denied.permission()).isEqualTo(permission);
                            assertThat(denied.subject()).isEqualTo(incident.id().ref());
                        });
                assertThat(asked).as("asked once").containsExactly(permission);
            });
            assertThat(scene.ops.journal().head().size()).isEqualTo(entries);
            assertThat(scene.incidents.get(incident.id())).isEqualTo(incident);
        }
    }

    @Test
    void whoMayNotLearnsNeitherVersionsNorWhatExists() {
        try (Scene scene = guarded(new ArrayList<>())) {
            Incident incident = scene.fire();
            assertThatThrownBy(() -> scene.incidents.acknowledge(incident.id(), 99, MALLORY))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> scene.incidents.acknowledge(IncidentId.of("unknown"), MALLORY))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> scene.incidents.execute(
                            incident.id(), OptionalLong.empty(), new IncidentCommand.Close(""), MALLORY))
                    .as("a refusal by the state would tell the state")
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void openingSchedulesAndActionItemsAreGuardedToo() {
        List<String> asked = new ArrayList<>();
        try (Scene scene = guarded(asked)) {
            Incident incident = scene.fire();
            OnCallSchedule schedule = OnCallSchedule.weekly(
                    "primary", "UTC", DayOfWeek.MONDAY, LocalTime.NOON, LocalDate.of(2026, 11, 2), List.of("ann"));
            scene.incidents.schedules().put(schedule, ANN);
            ActionItem item =
                    scene.incidents.reviews().add(incident.id(), "do it", Optional.empty(), scene.minute(0), ANN);
            Map<String, Runnable> denied = new LinkedHashMap<>();
            denied.put(
                    "incident.open",
                    () -> scene.incidents.declare(Trouble.of("other", CHECKOUT, Severity.SEV1, "errors"), MALLORY));
            denied.put(
                    "incident.report",
                    () -> scene.incidents.report(Trouble.of("other", CHECKOUT, Severity.SEV1, "errors"), MALLORY));
            denied.put(
                    "incident.enqueue",
                    () -> scene.incidents.enqueue(
                            Trouble.of("other", CHECKOUT, Severity.SEV1, "errors"), "second line", MALLORY));
            denied.put("on-call-schedule.put", () -> scene.incidents.schedules().put(schedule, MALLORY));
            denied.put(
                    "on-call-schedule.remove", () -> scene.incidents.schedules().remove("primary", MALLORY));
            OnCallSchedules schedules = scene.incidents.schedules();
            Window window = new Window(scene.minute(0), scene.minute(60));
            Assignment half = new Assignment(window, "ann");
            denied.put(
                    "on-call-schedule.edit", () -> schedules.edit("primary", List.of(), Continuity.AS_GIVEN, MALLORY));
            denied.put(
                    "on-call-schedule.override",
                    () -> schedules.override("primary", ScheduleOverride.add("o", window, "eve"), MALLORY));
            denied.put(
                    "on-call-schedule.swap",
                    () -> schedules.override(
                            "primary",
                            new ScheduleOverride.Swap(
                                    "o", half, new Assignment(new Window(scene.minute(60), scene.minute(90)), "bob")),
                            MALLORY));
            denied.put(
                    "on-call-schedule.temporary",
                    () -> schedules.temporary("primary", new TemporarySchedule("t", window, List.of(half)), MALLORY));
            denied.put(
                    "on-call-schedule.vacation",
                    () -> schedules.vacation("primary", Vacation.of("v", "ann", window), MALLORY));
            denied.put(
                    "on-call-schedule.shadow",
                    () -> schedules.shadow("primary", new Shadow("s", "eve", Optional.empty(), window), MALLORY));
            denied.put(
                    "on-call-schedule.accept-gap",
                    () -> schedules.acceptGap("primary", new AcceptedGap("g", window, "nobody works"), MALLORY));
            denied.put(
                    "on-call-schedule.export",
                    () -> schedules.export("primary", "feed", Optional.empty(), window, MALLORY));
            denied.put("on-call-schedule.cancel", () -> schedules.cancel("primary", "o", MALLORY));
            denied.put("on-call-schedule.remove-person", () -> schedules.removePerson("primary", "ann", MALLORY));
            denied.put("on-call-schedule.trim", () -> schedules.trim("primary", scene.minute(0), MALLORY));
            denied.put(
                    "action-item.add",
                    () -> scene.incidents
                            .reviews()
                            .add(incident.id(), "do it", Optional.empty(), scene.minute(0), MALLORY));
            Map<String, ActionItemCommand> onItems = new LinkedHashMap<>();
            onItems.put("action-item.assign", new ActionItemCommand.Assign(Optional.of("ann"), scene.minute(0)));
            onItems.put("action-item.complete", new ActionItemCommand.Complete(""));
            onItems.put("action-item.drop", new ActionItemCommand.Drop("no"));
            onItems.put("action-item.reopen", new ActionItemCommand.Reopen("yes"));
            onItems.put("action-item.reminder-timeout", new ActionItemCommand.ReminderTimeout());
            onItems.put("action-item.due-timeout", new ActionItemCommand.DueTimeout());
            onItems.put("action-item.recur", new ActionItemCommand.Recur(incident.id()));
            assertThat(onItems).hasSize(ActionItemCommand.class.getPermittedSubclasses().length - 1);
            onItems.forEach((name, command) ->
                    denied.put(name, () -> scene.incidents.reviews().execute(item.id(), command, MALLORY)));
            long entries = scene.ops.journal().head().size();
            denied.forEach((permission, command) -> {
                asked.clear();
                assertThatThrownBy(command::run)
                        .as(permission)
                        .isInstanceOfSatisfying(
                                AccessDeniedException.class,
                                e -> assertThat(e.permission()).isEqualTo(permission));
                assertThat(asked).containsExactly(permission);
            });
            assertThat(scene.ops.journal().head().size()).isEqualTo(entries);
        }
    }
}
