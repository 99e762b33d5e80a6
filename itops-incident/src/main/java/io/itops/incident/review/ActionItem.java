package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something to be done after an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its id
 * @param incident the incident that it comes from
 * @param rule the rule that proposed it, or {@code review} if people thought of it
 * @param title one line, at most 300 characters
 * @param owner who is to do it, if anybody has taken it
 * @param due until when
 * @param state where it stands
 * @param endedAt when it was done or dropped, if it is
 * @param overdue whether it was told that it is overdue by the present due date
 * @param ineffectiveIn later incidents of the same kind that opened although it was done: the first 20 since then
 * @since 0.1
 */
public record ActionItem(
        String id,
        IncidentId incident,
        String rule,
        String title,
        Optional<String> owner,
        Instant due,
        ActionItemState state,
        Optional<Instant> endedAt,
        boolean overdue,
        List<IncidentId> ineffectiveIn) {
    /** The greatest number of later incidents that are kept with an action item. */
    static final int MAX_INEFFECTIVE = 20;

    /** How action items are kept; indexes {@code incident}, {@code state}, {@code owner} (empty for nobody) and {@code due}. */
    public static final RecordType<ActionItem> TYPE = RecordType.of("action-item", 1, t -> {
        t.id(ActionItem::id);
        t.textIndex("incident", item -> item.incident().value());
        t.textIndex("state", item -> item.state().name());
        t.textIndex("owner", item -> item.owner().orElse(""));
        t.instantIndex("due", ActionItem::due);
        var id = t.field("id", Codec.TEXT, ActionItem::id);
        var incident = t.field("incident", IncidentId.CODEC, ActionItem::incident);
        var rule = t.field("rule", Codec.TEXT, ActionItem::rule);
        var title = t.field("title", Codec.TEXT, ActionItem::title);
        var owner = t.optional("owner", Codec.TEXT, ActionItem::owner);
        var due = t.field("due", Codec.INSTANT, ActionItem::due);
        var state = t.field("state", Codec.ofEnum(ActionItemState.class), ActionItem::state);
        var endedAt = t.optional("endedAt", Codec.INSTANT, ActionItem::endedAt);
        var overdue = t.optional("overdue", Codec.BOOL, item -> item.overdue() ? Optional.of(true) : Optional.empty());
        var ineffectiveIn = t.optional(
                "ineffectiveIn",
                IncidentId.CODEC.list(),
                item -> Optional.of(item.ineffectiveIn()).filter(later -> !later.isEmpty()));
        return row -> new ActionItem(
                row.get(id),
                row.get(incident),
                row.get(rule),
                row.get(title),
                row.get(owner),
                row.get(due),
                row.get(state),
                row.get(endedAt),
                row.get(overdue).orElse(false),
                row.get(ineffectiveIn).orElse(List.of()));
    });

    /** Checks the parts. */
    public ActionItem {
        Require.id("action item id", id);
        Require.present("incident id", incident);
        Require.slug("rule", rule);
        Require.text("title", title, 300);
        Require.present("owner", owner).ifPresent(person -> Require.id("owner", person));
        due = Require.instant("due instant", due);
        Require.present("action item state", state);
        endedAt = Require.present("end instant", endedAt).map(at -> Require.instant("end instant", at));
        ineffectiveIn = Require.list("later incidents", ineffectiveIn);
        Require.size("later incidents", ineffectiveIn, 0, MAX_INEFFECTIVE);
    }

    /**
     * What the journal calls the action item.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(id);
    }

    static ActionItem added(
            String id, IncidentId incident, String rule, String title, Optional<String> owner, Instant due) {
        return new ActionItem(
                id, incident, rule, title, owner, due, ActionItemState.OPEN, Optional.empty(), false, List.of());
    }

    ActionItem assigned(Optional<String> to, Instant until) {
        return new ActionItem(
                id, incident, rule, title, to, until, state, endedAt, overdue && until.equals(due), ineffectiveIn);
    }

    ActionItem in(ActionItemState next, Optional<Instant> at) {
        List<IncidentId> since = next == ActionItemState.DONE ? List.of() : ineffectiveIn;
        return new ActionItem(id, incident, rule, title, owner, due, next, at, false, since);
    }

    ActionItem overdueNow() {
        return new ActionItem(id, incident, rule, title, owner, due, state, endedAt, true, ineffectiveIn);
    }

    ActionItem ineffective(IncidentId later) {
        List<IncidentId> all = new ArrayList<>(ineffectiveIn);
        all.add(later);
        return new ActionItem(id, incident, rule, title, owner, due, state, endedAt, overdue, all);
    }
}
