package io.itops.change.workflow;

import io.itops.core.ComponentId;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a change is, as people approve it: everything but its comments, labels and links.
 *
 * <p>Immutable and thread-safe.
 *
 * @param type the way to its approval
 * @param title one line, at most 300 characters
 * @param description what is to be achieved, at most 20,000 characters, possibly empty
 * @param services the services that it touches directly, sorted, at most 100
 * @param components the components that it touches, sorted, at most 100; a change touches at least one service or component
 * @param plan what is done, at most 100 steps
 * @param backOut how it is taken back, if there is a way
 * @param window when it may be started, if that matters; once it is over the change is neither submitted nor approved, unless it is an
 *     emergency
 * @param implementer who carries it out, if that is known
 * @param template the template that a standard change follows
 * @since 0.1
 */
public record ChangeContent(
        ChangeType type,
        String title,
        String description,
        List<ServiceId> services,
        List<ComponentId> components,
        List<PlanStep> plan,
        Optional<BackOutPlan> backOut,
        Optional<Window> window,
        Optional<String> implementer,
        Optional<TemplateRef> template) {
    private static final Codec<Window> WINDOW = Shape.of("window", s -> {
        var start = s.field("start", Codec.INSTANT, Window::start);
        var end = s.field("end", Codec.INSTANT, Window::end);
        return row -> new Window(row.get(start), row.get(end));
    });

    /** How contents are written. */
    public static final Codec<ChangeContent> CODEC = Shape.of("change content", s -> {
        var type = s.field("type", Codec.ofEnum(ChangeType.class), ChangeContent::type);
        var title = s.field("title", Codec.TEXT, ChangeContent::title);
        var description = s.field("description", Codec.TEXT, ChangeContent::description);
        var services = s.field("services", ServiceId.CODEC.list(), ChangeContent::services);
        var components = s.field("components", ComponentId.CODEC.list(), ChangeContent::components);
        var plan = s.field("plan", PlanStep.CODEC.list(), ChangeContent::plan);
        var backOut = s.optional("backOut", BackOutPlan.CODEC, ChangeContent::backOut);
        var window = s.optional("window", WINDOW, ChangeContent::window);
        var implementer = s.optional("implementer", Codec.TEXT, ChangeContent::implementer);
        var template = s.optional("template", TemplateRef.CODEC, ChangeContent::template);
        return row -> new ChangeContent(
                row.get(type),
                row.get(title),
                row.get(description),
                row.get(services),
                row.get(components),
                row.get(plan),
                row.get(backOut),
                row.get(window),
                row.get(implementer),
                row.get(template));
    });

    /** Checks, sorts and copies the parts. */
    public ChangeContent {
        Require.present("change type", type);
        Require.text("change title", title, 300);
        Require.that(title.indexOf('\n') < 0 && title.indexOf('\r') < 0, "change title", "be one line", title);
        Require.anyText("change description", description, 20_000);
        services = sorted("services of a change", services);
        components = sorted("components of a change", components);
        int touched = services.size() + components.size();
        Require.that(touched > 0, "services and components of a change", "be at least one together", touched);
        plan = Require.list("steps of the plan", Require.size("steps of the plan", plan, 0, 100));
        Require.present("back-out plan", backOut);
        Require.present("window", window);
        Require.present("implementer", implementer).ifPresent(who -> Require.id("implementer", who));
        Require.that(
                Require.present("template", template).isPresent() == (type == ChangeType.STANDARD),
                "template",
                "be named by standard changes alone",
                template);
    }

    private static <T extends Comparable<T>> List<T> sorted(String what, List<T> given) {
        return List.copyOf(new TreeSet<>(Require.list(what, Require.size(what, given, 0, 100))));
    }

    /**
     * The hash that approvals are bound to.
     *
     * @return the hash over all of the content
     */
    public ContentHash hash() {
        return ContentHash.of(CODEC.write(this));
    }

    /**
     * A builder that starts from this content.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(type, title);
        builder.description = description;
        builder.services.addAll(services);
        builder.components.addAll(components);
        builder.plan.addAll(plan);
        builder.backOut = backOut;
        builder.window = window;
        builder.implementer = implementer;
        builder.template = template;
        return builder;
    }

    /**
     * Collects a content.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final ChangeType type;
        private String title;
        private String description = "";
        private final List<ServiceId> services = new ArrayList<>();
        private final List<ComponentId> components = new ArrayList<>();
        private final List<PlanStep> plan = new ArrayList<>();
        private Optional<BackOutPlan> backOut = Optional.empty();
        private Optional<Window> window = Optional.empty();
        private Optional<String> implementer = Optional.empty();
        private Optional<TemplateRef> template = Optional.empty();

        Builder(ChangeType type, String title) {
            this.type = type;
            this.title = title;
        }

        /**
         * Another title.
         *
         * @param given one line
         * @return this
         */
        public Builder title(String given) {
            title = Require.text("change title", given, 300);
            return this;
        }

        /**
         * What is to be achieved.
         *
         * @param given at most 20,000 characters
         * @return this
         */
        public Builder description(String given) {
            description = Require.anyText("change description", given, 20_000);
            return this;
        }

        /**
         * Adds a service that the change touches directly.
         *
         * @param id the service; one that the catalog does not know is taken, and named by the risk
         * @return this
         */
        public Builder service(String id) {
            services.add(ServiceId.of(id));
            return this;
        }

        /**
         * Adds a component that the change touches.
         *
         * @param id the component; one that the catalog does not know is taken, and named by the risk
         * @return this
         */
        public Builder component(String id) {
            components.add(ComponentId.of(id));
            return this;
        }

        /**
         * Adds steps to the plan.
         *
         * @param steps what is done
         * @return this
         */
        public Builder plan(PlanStep... steps) {
            plan.addAll(Require.listOf("steps of the plan", steps));
            return this;
        }

        /**
         * How the change is taken back.
         *
         * @param given the plan
         * @return this
         */
        public Builder backOut(BackOutPlan given) {
            backOut = Optional.of(Require.present("back-out plan", given));
            return this;
        }

        /**
         * When the change may be started.
         *
         * @param given the window
         * @return this
         */
        public Builder window(Window given) {
            window = Optional.of(Require.present("window", given));
            return this;
        }

        /**
         * Who carries the change out.
         *
         * @param person the person's id
         * @return this
         */
        public Builder implementer(String person) {
            implementer = Optional.of(Require.id("implementer", person));
            return this;
        }

        Builder template(TemplateRef given) {
            template = Optional.of(given);
            return this;
        }

        /**
         * The content.
         *
         * @return the content
         * @throws io.itops.core.InvalidInputException if a part breaks its rule
         */
        public ChangeContent build() {
            return new ChangeContent(
                    type, title, description, services, components, plan, backOut, window, implementer, template);
        }
    }
}
