package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;

/**
 * The last export of a feed, so that the next one is made of it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param feed what the feed is called
 * @param export what was exported last
 */
record KeptExport(String feed, ShiftExport export) {
    static final RecordType<KeptExport> TYPE = RecordType.of("on-call-feed", 1, t -> {
        t.id(KeptExport::feed);
        var feed = t.field("feed", Codec.TEXT, KeptExport::feed);
        var export = t.field("export", ShiftExport.CODEC, KeptExport::export);
        return row -> new KeptExport(row.get(feed), row.get(export));
    });

    KeptExport {
        Require.id("feed", feed);
        Require.present("export", export);
    }
}
