package io.itops.quickstart;

import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangeTemplate;
import io.itops.change.workflow.ChangeType;
import io.itops.change.workflow.PlanStep;
import io.itops.core.ComponentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A change that somebody carries out in the course of a run, or has carried out before.
 *
 * @param id its id
 * @param type what sort of change it is
 * @param title one line
 * @param component what it touches
 * @param requester who asks for it and carries it out
 * @param approver who approves it
 * @param age how long before the run it is carried out; zero: in the course of the run
 * @param plan what is done
 * @param backOut how it is taken back
 */
record PlannedChange(
        ChangeId id,
        ChangeType type,
        String title,
        String component,
        String requester,
        String approver,
        Duration age,
        String plan,
        String backOut) {
    ChangeContent content() {
        ChangeContent.Builder content = switch (type) {
            case NORMAL -> Change.normal(title);
            case EMERGENCY -> Change.emergency(title);
            case STANDARD -> Change.standard(title, template());
        };
        if (type != ChangeType.STANDARD) {
            content.plan(steps(plan)).backOut(BackOutPlan.unrehearsed(steps(backOut)));
        }
        return content.component(component).build();
    }

    /** What a standard change is done by. */
    ChangeTemplate template() {
        return new ChangeTemplate(
                "template-" + id.value(),
                title,
                List.of(ComponentId.of(component)),
                List.of(steps(plan)),
                Optional.of(BackOutPlan.rehearsed(steps(backOut))),
                approver);
    }

    private static PlanStep[] steps(String text) {
        return new PlanStep[] {PlanStep.of(text)};
    }
}
