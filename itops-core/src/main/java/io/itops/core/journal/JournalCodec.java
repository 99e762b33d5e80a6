package io.itops.core.journal;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.explain.Explanation;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.record.Tree;

/** How entries become text: one shape for the envelope, explanations nested in it. */
final class JournalCodec {
    private static final Shape<JournalEntry> ENTRY = Shape.of("journal entry", s -> {
        var sequence = s.field("seq", Codec.LONG, JournalEntry::sequence);
        var type = s.field("type", Codec.TEXT, e -> e.event().type());
        var schema = s.field("schema", Codec.INT, e -> e.event().schema());
        var at = s.field("at", Codec.INSTANT, e -> e.event().at());
        var actor = s.field("actor", Actor.CODEC, e -> e.event().actor());
        var subjects = s.field("subjects", Ref.CODEC.list(), e -> e.event().subjects());
        var summary = s.field("summary", Codec.TEXT, e -> e.event().summary());
        var explanation =
                s.optional("explanation", Explanation.CODEC, e -> e.event().explanation());
        var data = s.field("data", Codec.OBJECT, e -> e.event().data());
        return row -> new JournalEntry(
                row.get(sequence),
                new JournalEvent(
                        row.get(type),
                        row.get(schema),
                        row.get(at),
                        row.get(actor),
                        row.get(subjects),
                        row.get(summary),
                        row.get(explanation),
                        row.get(data)));
    });

    private JournalCodec() {}

    static String toJson(long sequence, JournalEvent event) {
        return CanonicalJson.write(ENTRY, new JournalEntry(sequence, event));
    }

    static JournalEntry fromTree(Tree tree) {
        return ENTRY.read(tree);
    }
}
