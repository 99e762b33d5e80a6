package io.itops.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.change.workflow.ChangeAction;
import io.itops.change.workflow.ChangeWorkflow;
import io.itops.core.access.Permission;
import io.itops.incident.communication.ResponseAction;
import io.itops.incident.communication.ResponseWorkflow;
import io.itops.incident.knowledge.KnowledgeAction;
import io.itops.incident.knowledge.KnowledgeWorkflow;
import io.itops.incident.problem.ProblemAction;
import io.itops.incident.problem.ProblemWorkflow;
import io.itops.incident.request.RequestAction;
import io.itops.incident.request.RequestWorkflow;
import io.itops.incident.review.ActionItemAction;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.LessonAction;
import io.itops.incident.review.LessonCommand;
import io.itops.incident.review.ReviewAction;
import io.itops.incident.review.ReviewWorkflow;
import io.itops.incident.workflow.IncidentAction;
import io.itops.incident.workflow.IncidentWorkflow;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/permissions.md against the code: literal names, and the actions that the commands of workflows ask for. */
class PermissionTableTest {
    private static final Pattern LITERAL = Pattern.compile("Permission\\.of\\(\"([a-z.-]+)\"\\)");
    private static final Pattern COMPUTED = Pattern.compile("Permission\\.of\\((?!\")|new Permission\\(");
    private static final Pattern ASKED = Pattern.compile("(?:return|->) \\w+Action\\.([A-Z_]+);");
    private static final Pattern CORRECTED = Pattern.compile("(\\w+)\\.WORKFLOW\\.correct\\(");
    private static final Pattern WORKFLOW = Pattern.compile("Workflow\\.of\\(");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z-]+\\.[a-z-]+)` \\| ([^|]+) \\| ([^|]+) \\| itops-([a-z]+) \\|$");
    private static final Pattern METHOD = Pattern.compile("`(\\w+)\\.(\\w+)`");

    /** How the commands of each workflow that people are asked for name their permissions. */
    private static final Map<String, Function<String, Permission>> COMMANDS = Map.ofEntries(
            Map.entry("IncidentCommand", name -> IncidentWorkflow.WORKFLOW.permission(IncidentAction.valueOf(name))),
            Map.entry("EscalationCommand", name -> IncidentWorkflow.WORKFLOW.permission(IncidentAction.valueOf(name))),
            Map.entry("ResponseCommand", name -> ResponseWorkflow.WORKFLOW.permission(ResponseAction.valueOf(name))),
            Map.entry("PlacementCommand", name -> IncidentWorkflow.WORKFLOW.permission(IncidentAction.valueOf(name))),
            Map.entry("ProblemCommand", name -> ProblemWorkflow.WORKFLOW.permission(ProblemAction.valueOf(name))),
            Map.entry("KnowledgeCommand", name -> KnowledgeWorkflow.WORKFLOW.permission(KnowledgeAction.valueOf(name))),
            Map.entry("RequestCommand", name -> RequestWorkflow.WORKFLOW.permission(RequestAction.valueOf(name))),
            Map.entry("AssessPriority", name -> IncidentWorkflow.WORKFLOW.permission(IncidentAction.valueOf(name))),
            Map.entry("RebaseEscalation", name -> IncidentWorkflow.WORKFLOW.permission(IncidentAction.valueOf(name))),
            Map.entry("NeedToKnowCommand", name -> IncidentWorkflow.WORKFLOW.permission(IncidentAction.valueOf(name))),
            Map.entry("FamilyCommand", name -> IncidentWorkflow.WORKFLOW.permission(IncidentAction.valueOf(name))),
            Map.entry("ReviewCommand", name -> ReviewWorkflow.WORKFLOW.permission(ReviewAction.valueOf(name))),
            Map.entry("LessonCommand", name -> LessonCommand.WORKFLOW.permission(LessonAction.valueOf(name))),
            Map.entry(
                    "ActionItemCommand", name -> ActionItemCommand.WORKFLOW.permission(ActionItemAction.valueOf(name))),
            Map.entry("ChangeCommand", name -> ChangeWorkflow.WORKFLOW.permission(ChangeAction.valueOf(name))));

    /** The workflows whose things can be imported. */
    private static final Map<String, Permission> IMPORTS = Map.of(
            "IncidentWorkflow", IncidentWorkflow.WORKFLOW.importPermission(),
            "ProblemWorkflow", ProblemWorkflow.WORKFLOW.importPermission());

    private static List<MatchResult> table() {
        return DocumentedNames.inPage("permissions.md", ROW);
    }

    private static Stream<String> literal() {
        return DocumentedNames.inCode(LITERAL).stream()
                .map(found -> found.match().group(1) + " of " + found.module());
    }

    private static Stream<String> asked() {
        return DocumentedNames.inCode(ASKED).stream()
                .filter(found -> COMMANDS.containsKey(found.type()))
                .map(found ->
                        COMMANDS.get(found.type()).apply(found.match().group(1)).name() + " of " + found.module())
                .distinct();
    }

    private static Stream<String> imported() {
        return DocumentedNames.inCode(CORRECTED).stream()
                .map(found -> IMPORTS.get(found.match().group(1)).name() + " of " + found.module())
                .distinct();
    }

    private static boolean isPublic(MatchResult method) {
        Pattern declared = Pattern.compile("public [^=;(]*\\b" + method.group(2) + "\\(");
        return DocumentedNames.inCode(declared).stream()
                .anyMatch(found -> found.type().equals(method.group(1)));
    }

    @Test
    void theTableHasEveryPermissionOfTheCodeOnceAndNoOther() {
        assertThat(literal()).hasSizeGreaterThan(5);
        assertThat(asked()).hasSizeGreaterThan(20);
        assertThat(table().stream().map(row -> row.group(1) + " of " + row.group(4)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(literal(), asked(), imported())
                        .flatMap(names -> names)
                        .toList());
    }

    /** Whoever makes a permission in another way, or another workflow, has to be looked at here. */
    @Test
    void noPermissionIsMadeInAWayThatThisTestDoesNotKnow() {
        assertThat(DocumentedNames.inCode(COMPUTED))
                .extracting(DocumentedNames.Found::type)
                .containsExactlyInAnyOrder("Permission", "Workflow", "Workflow", "AuthorizerContract");
        // alerts are moved by jobs alone, which nobody is asked for; a ticket is what benchmarks move
        assertThat(DocumentedNames.inCode(WORKFLOW))
                .extracting(DocumentedNames.Found::type)
                .containsExactlyInAnyOrder(
                        "ActionItemCommand",
                        "LessonCommand",
                        "ReviewWorkflow",
                        "IncidentWorkflow",
                        "ResponseWorkflow",
                        "ProblemWorkflow",
                        "KnowledgeWorkflow",
                        "RequestWorkflow",
                        "ChangeWorkflow",
                        "AlertWorkflow",
                        "Ticket");
    }

    @Test
    void everyRowNamesPublicMethodsThatAsk() {
        assertThat(table())
                .allSatisfy(row -> assertThat(METHOD.matcher(row.group(3)).results())
                        .as("methods for %s", row.group(1))
                        .isNotEmpty()
                        .allMatch(PermissionTableTest::isPublic));
    }
}
