package io.itops.incident.request;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be ordered.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its id, kebab-case
 * @param title one line, at most 300 characters
 * @param description more about it, at most 10,000 characters, possibly blank
 * @param form what is asked of whoever orders it
 * @param approval who must approve
 * @param looksAtFirst whether someone looks at a request before approvers are asked
 * @param steps what is done to fulfil it, in order, 1 to 20
 * @since 0.1
 */
public record CatalogueItem(
        String id,
        String title,
        String description,
        RequestForm form,
        ApprovalPolicy approval,
        boolean looksAtFirst,
        List<FulfilmentStep> steps) {
    /** The greatest number of steps. */
    public static final int MAX_STEPS = 20;

    /** How items are kept. */
    public static final RecordType<CatalogueItem> TYPE = RecordType.of("catalogue-item", 1, t -> {
        t.id(CatalogueItem::id);
        var id = t.field("id", Codec.TEXT, CatalogueItem::id);
        var title = t.field("title", Codec.TEXT, CatalogueItem::title);
        var description = t.field("description", Codec.TEXT, CatalogueItem::description);
        var form = t.field("form", RequestForm.CODEC, CatalogueItem::form);
        var approval = t.field("approval", ApprovalPolicy.CODEC, CatalogueItem::approval);
        var looksAtFirst = t.field("looksAtFirst", Codec.BOOL, CatalogueItem::looksAtFirst);
        var steps = t.field("steps", FulfilmentStep.CODEC.list(), CatalogueItem::steps);
        return row -> new CatalogueItem(
                row.get(id),
                row.get(title),
                row.get(description),
                row.get(form),
                row.get(approval),
                row.get(looksAtFirst),
                row.get(steps));
    });

    /** Checks and copies the parts. */
    public CatalogueItem {
        Require.slug("catalogue item id", id);
        Require.text("title", title, 300);
        Require.anyText("description", description, 10_000);
        Require.present("form", form);
        Require.present("approval policy", approval);
        steps = Require.list("steps", steps);
        Require.size("steps", steps, 1, MAX_STEPS);
    }

    /**
     * Starts an item: without a form, without approval, and looked at by nobody first unless told otherwise.
     *
     * @param id its id, kebab-case
     * @param title one line
     * @return a builder
     */
    public static Builder builder(String id, String title) {
        return new Builder(id, title);
    }

    /**
     * What the journal calls the item.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(id);
    }

    /**
     * The business calendars that steps and the time to vote run by.
     *
     * @return their names, in order
     */
    public NavigableSet<String> calendars() {
        NavigableSet<String> names = new TreeSet<>();
        steps.forEach(step -> step.calendar().ifPresent(names::add));
        approval.calendar().ifPresent(names::add);
        return names;
    }

    /**
     * Collects the parts of an item.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String id;
        private final String title;
        private final List<FormField> fields = new ArrayList<>();
        private final List<FulfilmentStep> steps = new ArrayList<>();
        private String description = "";
        private ApprovalPolicy approval = ApprovalPolicy.none();
        private boolean looksAtFirst;

        private Builder(@Nullable String id, @Nullable String title) {
            this.id = Require.slug("catalogue item id", id);
            this.title = Require.text("title", title, 300);
        }

        /**
         * More about it.
         *
         * @param text at most 10,000 characters
         * @return this
         */
        public Builder description(String text) {
            description = Require.text("description", text, 10_000);
            return this;
        }

        /**
         * Asks one more question.
         *
         * @param field the question
         * @return this
         */
        public Builder ask(FormField field) {
            fields.add(Require.present("field", field));
            return this;
        }

        /**
         * Who must approve.
         *
         * @param policy the policy
         * @return this
         */
        public Builder approval(ApprovalPolicy policy) {
            approval = Require.present("approval policy", policy);
            return this;
        }

        /**
         * Has someone look at a request before approvers are asked.
         *
         * @return this
         */
        public Builder lookAtFirst() {
            looksAtFirst = true;
            return this;
        }

        /**
         * Adds a step.
         *
         * @param name what is done
         * @param queue whose work it is
         * @param target how long it may take
         * @return this
         */
        public Builder step(String name, String queue, Duration target) {
            steps.add(new FulfilmentStep(name, queue, target, Optional.empty()));
            return this;
        }

        /**
         * Adds a step whose target runs in the open hours of a business calendar.
         *
         * @param name what is done
         * @param queue whose work it is
         * @param target how much working time it may take
         * @param calendar the calendar's name among {@link RequestCalendars}
         * @return this
         */
        public Builder step(String name, String queue, Duration target, String calendar) {
            steps.add(new FulfilmentStep(name, queue, target, Optional.of(Require.id("calendar name", calendar))));
            return this;
        }

        /**
         * The item.
         *
         * @return the item
         * @throws io.itops.core.InvalidInputException if there is no step, or there are too many parts, or two fields of one name
         */
        public CatalogueItem build() {
            return new CatalogueItem(id, title, description, new RequestForm(fields), approval, looksAtFirst, steps);
        }
    }
}
