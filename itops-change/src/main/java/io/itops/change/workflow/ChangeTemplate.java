package io.itops.change.workflow;

import io.itops.core.ComponentId;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A kind of change that was approved once and for all: what it may touch, how it is done and taken back.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the template's id
 * @param title one line
 * @param components the components that a change by this template may touch, sorted
 * @param plan how it is done
 * @param backOut how it is taken back
 * @param approvedBy who approved the template
 * @since 0.1
 */
public record ChangeTemplate(
        String id,
        String title,
        List<ComponentId> components,
        List<PlanStep> plan,
        Optional<BackOutPlan> backOut,
        String approvedBy) {
    private static final Shape<ChangeTemplate> CONTENT = Shape.of("change template", s -> {
        var id = s.field("id", Codec.TEXT, ChangeTemplate::id);
        var title = s.field("title", Codec.TEXT, ChangeTemplate::title);
        var components = s.field("components", ComponentId.CODEC.list(), ChangeTemplate::components);
        var plan = s.field("plan", PlanStep.CODEC.list(), ChangeTemplate::plan);
        var backOut = s.optional("backOut", BackOutPlan.CODEC, ChangeTemplate::backOut);
        return row -> new ChangeTemplate(
                row.get(id), row.get(title), row.get(components), row.get(plan), row.get(backOut), "nobody");
    });

    /** How templates are kept. */
    public static final RecordType<ChangeTemplate> TYPE = RecordType.of("change-template", 1, t -> {
        t.id(ChangeTemplate::id);
        var content = t.field("content", CONTENT, template -> template);
        var approvedBy = t.field("approvedBy", Codec.TEXT, ChangeTemplate::approvedBy);
        return row -> row.get(content).approvedBy(row.get(approvedBy));
    });

    /** Checks, sorts and copies the parts. */
    public ChangeTemplate {
        Require.id("template id", id);
        Require.text("template title", title, 300);
        Require.size("components of a template", components, 1, 100);
        components = List.copyOf(new TreeSet<>(Require.list("components of a template", components)));
        plan = Require.list("steps of the plan", Require.size("steps of the plan", plan, 1, 100));
        Require.present("back-out plan", backOut);
        Require.id("approver of a template", approvedBy);
    }

    /**
     * This template in the name of another approver.
     *
     * @param person the person's id
     * @return a new template
     */
    public ChangeTemplate approvedBy(String person) {
        return new ChangeTemplate(id, title, components, plan, backOut, person);
    }

    /**
     * The name that standard changes give.
     *
     * @return the id and the hash of all but the approver
     */
    public TemplateRef ref() {
        return new TemplateRef(id, ContentHash.of(CONTENT.write(this)));
    }
}
