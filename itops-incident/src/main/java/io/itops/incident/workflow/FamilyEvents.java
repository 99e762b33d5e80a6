package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.incident.workflow.FamilyEvent.Absorbed;
import io.itops.incident.workflow.FamilyEvent.Adopted;
import io.itops.incident.workflow.FamilyEvent.KeyQuiet;
import io.itops.incident.workflow.FamilyEvent.Linked;
import io.itops.incident.workflow.FamilyEvent.Merged;
import io.itops.incident.workflow.FamilyEvent.PagedAgain;
import io.itops.incident.workflow.FamilyEvent.Ranked;
import io.itops.incident.workflow.FamilyEvent.Released;
import io.itops.incident.workflow.FamilyEvent.SplitOff;
import io.itops.incident.workflow.FamilyEvent.Unmerged;

/** How events about merges, parts and ranks are kept in the data of journal entries. */
final class FamilyEvents {
    private FamilyEvents() {}

    static io.itops.core.record.Family.Builder<IncidentEvent> with(
            io.itops.core.record.Family.Builder<IncidentEvent> family) {
        return family.with("merged", Merged.class, Shape.of("merged", s -> {
                    var into = s.field("into", IncidentId.CODEC, Merged::into);
                    var by = s.field("by", Actor.CODEC, Merged::by);
                    var reason = s.field("reason", Codec.TEXT, Merged::reason);
                    var at = s.field("at", Codec.INSTANT, Merged::at);
                    var version = s.field("version", Codec.LONG, Merged::version);
                    return row ->
                            new Merged(row.get(into), row.get(by), row.get(reason), row.get(at), row.get(version));
                }))
                .with("absorbed", Absorbed.class, Shape.of("absorbed", s -> {
                    var child = s.field("child", IncidentId.CODEC, Absorbed::child);
                    var keys = s.field("keys", KeyStand.CODEC.map(), Absorbed::keys);
                    var majors = s.field("majors", Codec.TEXT.map(), Absorbed::majors);
                    return row -> new Absorbed(row.get(child), row.get(keys), row.get(majors));
                }))
                .with("unmerged", Unmerged.class, Shape.of("unmerged", s -> {
                    var from = s.field("from", IncidentId.CODEC, Unmerged::from);
                    var keys = s.field("keys", KeyStand.CODEC.map(), Unmerged::keys);
                    var by = s.field("by", Actor.CODEC, Unmerged::by);
                    var reason = s.field("reason", Codec.TEXT, Unmerged::reason);
                    return row -> new Unmerged(row.get(from), row.get(keys), row.get(by), row.get(reason));
                }))
                .with("paged-again", PagedAgain.class, Shape.of("paged-again", s -> {
                    var pages = s.field("pages", Page.CODEC.list(), PagedAgain::pages);
                    var reason = s.field("reason", Codec.TEXT, PagedAgain::reason);
                    var version = s.field("version", Codec.LONG, PagedAgain::version);
                    return row -> new PagedAgain(row.get(pages), row.get(reason), row.get(version));
                }))
                .with("released", Released.class, Shape.of("released", s -> {
                    var child = s.field("child", IncidentId.CODEC, Released::child);
                    var keys = s.field("keys", Codec.TEXT.list(), Released::keys);
                    var majors = s.field("majors", Codec.TEXT.list(), Released::majors);
                    return row -> new Released(row.get(child), row.get(keys), row.get(majors));
                }))
                .with("split-off", SplitOff.class, Shape.of("split-off", s -> {
                    var part = s.field("part", IncidentId.CODEC, SplitOff::part);
                    var dedupKey = s.field("dedupKey", Codec.TEXT, SplitOff::dedupKey);
                    var by = s.field("by", Actor.CODEC, SplitOff::by);
                    var reason = s.field("reason", Codec.TEXT, SplitOff::reason);
                    return row -> new SplitOff(row.get(part), row.get(dedupKey), row.get(by), row.get(reason));
                }))
                .with("key-quiet", KeyQuiet.class, Shape.of("key-quiet", s -> {
                    var dedupKey = s.field("dedupKey", Codec.TEXT, KeyQuiet::dedupKey);
                    var said = s.field("said", Codec.TEXT, KeyQuiet::said);
                    return row -> new KeyQuiet(row.get(dedupKey), row.get(said));
                }))
                .with("linked", Linked.class, Shape.of("linked", s -> {
                    var parent = s.optional("parent", IncidentId.CODEC, Linked::parent);
                    var by = s.field("by", Actor.CODEC, Linked::by);
                    return row -> new Linked(row.get(parent), row.get(by));
                }))
                .with("adopted", Adopted.class, Shape.of("adopted", s -> {
                    var child = s.field("child", IncidentId.CODEC, Adopted::child);
                    var joined = s.field("joined", Codec.BOOL, Adopted::joined);
                    return row -> new Adopted(row.get(child), row.get(joined));
                }))
                .with("ranked", Ranked.class, Shape.of("ranked", s -> {
                    var major = s.field("major", Codec.BOOL, Ranked::major);
                    var by = s.field("by", Actor.CODEC, Ranked::by);
                    var reason = s.field("reason", Codec.TEXT, Ranked::reason);
                    return row -> new Ranked(row.get(major), row.get(by), row.get(reason));
                }));
    }
}
