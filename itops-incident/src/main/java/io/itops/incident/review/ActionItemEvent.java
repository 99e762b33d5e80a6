package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.incident.internal.JournalLines;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an action item.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ActionItemEvent extends WorkflowEvent<ActionItem> {
    /** How events are kept. */
    Family<ActionItemEvent> FAMILY = Family.of("action-item", ActionItemEvent.class)
            .with("added", Added.class, Shape.of("added", s -> {
                var id = s.field("id", Codec.TEXT, Added::id);
                var incident = s.field("incident", IncidentId.CODEC, Added::incident);
                var rule = s.field("rule", Codec.TEXT, Added::rule);
                var title = s.field("title", Codec.TEXT, Added::title);
                var owner = s.optional("owner", Codec.TEXT, Added::owner);
                var due = s.field("due", Codec.INSTANT, Added::due);
                return row -> new Added(
                        row.get(id), row.get(incident), row.get(rule), row.get(title), row.get(owner), row.get(due));
            }))
            .with("assigned", Assigned.class, Shape.of("assigned", s -> {
                var owner = s.optional("owner", Codec.TEXT, Assigned::owner);
                var due = s.field("due", Codec.INSTANT, Assigned::due);
                return row -> new Assigned(row.get(owner), row.get(due));
            }))
            .with("completed", Completed.class, Shape.of("completed", s -> {
                var note = s.field("note", Codec.TEXT, Completed::note);
                var at = s.field("at", Codec.INSTANT, Completed::at);
                return row -> new Completed(row.get(note), row.get(at));
            }))
            .with("dropped", Dropped.class, Shape.of("dropped", s -> {
                var reason = s.field("reason", Codec.TEXT, Dropped::reason);
                var at = s.field("at", Codec.INSTANT, Dropped::at);
                return row -> new Dropped(row.get(reason), row.get(at));
            }))
            .with("reopened", Reopened.class, Shape.of("reopened", s -> {
                var reason = s.field("reason", Codec.TEXT, Reopened::reason);
                return row -> new Reopened(row.get(reason));
            }))
            .with("reminded", Reminded.class, Shape.of("reminded", s -> {
                var due = s.field("due", Codec.INSTANT, Reminded::due);
                return row -> new Reminded(row.get(due));
            }))
            .with("overdue", Overdue.class, Shape.of("overdue", s -> {
                var due = s.field("due", Codec.INSTANT, Overdue::due);
                return row -> new Overdue(row.get(due));
            }))
            .with("nobody-told", NobodyTold.class, Shape.of("nobody-told", s -> {
                var what = s.field("what", Codec.TEXT, NobodyTold::what);
                var tried = s.field("tried", Codec.TEXT.list(), NobodyTold::tried);
                return row -> new NobodyTold(row.get(what), row.get(tried));
            }))
            .with("ineffective", Ineffective.class, Shape.of("ineffective", s -> {
                var later = s.field("later", IncidentId.CODEC, Ineffective::later);
                var title = s.field("title", Codec.TEXT, Ineffective::title);
                var doneAt = s.field("doneAt", Codec.INSTANT, Ineffective::doneAt);
                return row -> new Ineffective(row.get(later), row.get(title), row.get(doneAt));
            }))
            .build();

    /**
     * Someone wanted it done.
     *
     * @param id its id
     * @param incident the incident that it comes from
     * @param rule the rule that proposed it
     * @param title one line
     * @param owner who is to do it
     * @param due until when
     */
    record Added(String id, IncidentId incident, String rule, String title, Optional<String> owner, Instant due)
            implements ActionItemEvent {
        @Override
        public ActionItem applyTo(@Nullable ActionItem nothing) {
            return ActionItem.added(id, incident, rule, title, owner, due);
        }

        @Override
        public String summary() {
            return line(
                    "to do, " + owner.map(person -> "by " + person + ", ").orElse("") + "until " + due + ": " + title);
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(incident.ref());
        }
    }

    /**
     * It got another owner or another due date.
     *
     * @param owner who is to do it
     * @param due until when
     */
    record Assigned(Optional<String> owner, Instant due) implements ActionItemEvent {
        @Override
        public ActionItem applyTo(@Nullable ActionItem item) {
            return known(item).assigned(owner, due);
        }

        @Override
        public String summary() {
            return line("to be done by " + owner.orElse("nobody yet") + " until " + due);
        }
    }

    /**
     * It was done.
     *
     * @param note how, possibly blank
     * @param at when
     */
    record Completed(String note, Instant at) implements ActionItemEvent {
        @Override
        public ActionItem applyTo(@Nullable ActionItem item) {
            return known(item).in(ActionItemState.DONE, Optional.of(at));
        }

        @Override
        public String summary() {
            return line(note.isBlank() ? "done" : "done: " + note);
        }
    }

    /**
     * It will not be done.
     *
     * @param reason why
     * @param at when
     */
    record Dropped(String reason, Instant at) implements ActionItemEvent {
        @Override
        public ActionItem applyTo(@Nullable ActionItem item) {
            return known(item).in(ActionItemState.DROPPED, Optional.of(at));
        }

        @Override
        public String summary() {
            return line("dropped: " + reason);
        }
    }

    /**
     * It is to be done after all.
     *
     * @param reason why
     */
    record Reopened(String reason) implements ActionItemEvent {
        @Override
        public ActionItem applyTo(@Nullable ActionItem item) {
            return known(item).in(ActionItemState.OPEN, Optional.empty());
        }

        @Override
        public String summary() {
            return line("to be done after all: " + reason);
        }
    }

    /**
     * Its owner was reminded of the due date.
     *
     * @param due until when it is to be done
     */
    record Reminded(Instant due) implements ActionItemEvent {
        @Override
        public ActionItem applyTo(@Nullable ActionItem item) {
            return known(item);
        }

        @Override
        public String summary() {
            return "reminder: to be done until " + due;
        }
    }

    /**
     * Something was to be told about it, and none of those to be told can be reached.
     *
     * @param what what was to be told
     * @param tried who cannot be reached, sorted; nobody where there is nobody to tell
     */
    record NobodyTold(String what, List<String> tried) implements ActionItemEvent {
        /** Copies the list. */
        public NobodyTold {
            tried = Require.list("people tried", tried);
        }

        @Override
        public ActionItem applyTo(@Nullable ActionItem item) {
            return known(item);
        }

        @Override
        public String summary() {
            return JournalLines.untold(what, tried);
        }
    }

    /**
     * It is not done, though it was to be.
     *
     * @param due until when it was to be done
     */
    record Overdue(Instant due) implements ActionItemEvent {
        @Override
        public ActionItem applyTo(@Nullable ActionItem item) {
            return known(item).overdueNow();
        }

        @Override
        public String summary() {
            return "overdue since " + due;
        }
    }

    /**
     * An incident opened that is like the one after which it was done.
     *
     * @param later the new incident
     * @param title what was done
     * @param doneAt when
     */
    record Ineffective(IncidentId later, String title, Instant doneAt) implements ActionItemEvent {
        @Override
        public ActionItem applyTo(@Nullable ActionItem item) {
            return known(item).ineffective(later);
        }

        @Override
        public String summary() {
            return line("it came back although this was done at " + doneAt + ": " + title);
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(later.ref());
        }
    }

    private static ActionItem known(@Nullable ActionItem item) {
        return Require.present("action item", item);
    }

    private static String line(String text) {
        return SafeText.shorten(SafeText.oneLine(text), 500);
    }
}
