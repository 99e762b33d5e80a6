package io.itops.incident.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.knowledge.KnowledgeCommand.Confirm;
import io.itops.incident.knowledge.KnowledgeCommand.Draft;
import io.itops.incident.knowledge.KnowledgeCommand.Edit;
import io.itops.incident.knowledge.KnowledgeCommand.Help;
import io.itops.incident.knowledge.KnowledgeCommand.Link;
import io.itops.incident.knowledge.KnowledgeCommand.Publish;
import io.itops.incident.knowledge.KnowledgeCommand.Remind;
import io.itops.incident.knowledge.KnowledgeCommand.Restore;
import io.itops.incident.knowledge.KnowledgeCommand.Retire;
import io.itops.incident.knowledge.KnowledgeCommand.Return;
import io.itops.incident.knowledge.KnowledgeCommand.Revise;
import io.itops.incident.knowledge.KnowledgeCommand.Submit;
import io.itops.incident.workflow.IncidentId;
import io.itops.testkit.lifecycle.LifecycleModel;
import io.itops.testkit.lifecycle.LifecycleProperties;
import io.itops.testkit.lifecycle.LifecycleReport;
import io.itops.testkit.lifecycle.WorkflowMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnowledgeLifecycleTest {
    private static final Instant NOW = WorkflowMoves.NOW;
    private static final Actor READER = Actor.user("reader");
    private static final Actor WRITER = Actor.user("writer");
    private static final KnowledgeContent CONTENT = KnowledgeContent.of("pool", "restart it");

    private static LifecycleModel<KnowledgeState, KnowledgeAction> model() {
        return LifecycleModel.of(KnowledgeState.class, KnowledgeAction.class, """
                -          DRAFT EDIT  SUBMIT    RETURN PUBLISH   REVISE CONFIRM   REMIND    RETIRE  RESTORE HELP      LINK
                -          DRAFT .     .         .      .         .      .         .         .       .       .         .
                DRAFT      .     DRAFT IN_REVIEW .      .         .      .         .         RETIRED .       DRAFT     DRAFT
                IN_REVIEW  .     .     .         DRAFT  PUBLISHED .      .         .         RETIRED .       IN_REVIEW IN_REVIEW
                PUBLISHED  .     .     .         .      .         DRAFT  PUBLISHED PUBLISHED RETIRED .       PUBLISHED PUBLISHED
                RETIRED    .     .     .         .      .         .      .         .         .       DRAFT   .         .
                """);
    }

    /** A command in the name of someone: who writes may not publish, so it takes two. */
    private record By(Actor actor, KnowledgeCommand command)
            implements WorkflowCommand<KnowledgeEntry, KnowledgeCommand.Facts, KnowledgeAction, KnowledgeEvent> {
        @Override
        public KnowledgeAction action() {
            return command.action();
        }

        @Override
        public Decision<KnowledgeEvent> decide(
                @Nullable KnowledgeEntry entry, KnowledgeCommand.Facts facts, Instant now) {
            return command.decide(entry, new KnowledgeCommand.Facts(actor, facts.incident()), now);
        }
    }

    private static List<By> commands() {
        return List.of(
                new By(WRITER, new Draft(KnowledgeId.of("k1"), CONTENT, List.of())),
                new By(WRITER, new Submit()),
                new By(READER, new Publish(NOW)),
                new By(WRITER, new Publish(NOW)),
                new By(WRITER, new Revise()),
                new By(WRITER, new Edit(KnowledgeContent.of("pool", "do not restart it"))),
                new By(READER, new Return("too short")),
                new By(READER, new Publish(NOW.minusSeconds(1))),
                new By(READER, new Confirm(NOW.plus(Duration.ofDays(90)))),
                new By(READER, new Confirm(NOW.minusSeconds(1))),
                new By(READER, new Remind()),
                new By(READER, new Retire("old")),
                new By(WRITER, new Restore()),
                new By(READER, new Help(IncidentId.of("i1"))),
                new By(READER, new Link(Ref.of("problem", "p1"))));
    }

    private static boolean refused(
            KnowledgeEntry entry,
            WorkflowCommand<KnowledgeEntry, KnowledgeCommand.Facts, KnowledgeAction, KnowledgeEvent> given) {
        By by = (By) given;
        return (by.command() instanceof Publish publish
                        && (publish.reviewBy().isBefore(NOW) || by.actor().equals(WRITER)))
                || (by.command() instanceof Confirm confirm
                        && confirm.reviewBy().isBefore(NOW))
                || (by.command() instanceof Help && !entry.out());
    }

    private static boolean idle(
            KnowledgeEntry entry,
            WorkflowCommand<KnowledgeEntry, KnowledgeCommand.Facts, KnowledgeAction, KnowledgeEvent> given) {
        KnowledgeCommand command = ((By) given).command();
        return (command instanceof Edit edit && edit.content().equals(entry.content()))
                || (command instanceof Link && !entry.origins().isEmpty())
                || (command instanceof Remind
                        && (entry.reviewDue() || entry.reviewBy().orElseThrow().isAfter(NOW)));
    }

    @Test
    void everyStateTakesTheActionsOfTheTableAndRefusesAllOthers() {
        var facts =
                new KnowledgeCommand.Facts(READER, Optional.of(new IncidentKnowledge(IncidentId.of("i1"), List.of())));
        var moves = WorkflowMoves.of(KnowledgeWorkflow.WORKFLOW, "k1", facts, commands())
                .refusing(KnowledgeLifecycleTest::refused)
                .staying(KnowledgeLifecycleTest::idle);
        LifecycleReport report = LifecycleProperties.check(KnowledgeWorkflow.LIFECYCLE, model().driving(moves));
        assertThat(report.cells() + report.absent()).isEqualTo(5 * commands().size());
    }

    @Test
    void theTableDrawsItself() {
        assertThat(KnowledgeWorkflow.LIFECYCLE.toMermaid()).contains("in draft", "published");
        assertThat(KnowledgeWorkflow.LIFECYCLE.toMarkdownTable()).contains("retired");
    }
}
