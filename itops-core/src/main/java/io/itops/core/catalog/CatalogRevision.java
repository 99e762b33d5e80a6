package io.itops.core.catalog;

import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;

/** Counts the edits of a catalog; the version of its only record is the count, so that decisions can expect it. */
record CatalogRevision(long revision) {
    static final String ID = "catalog";

    static final RecordType<CatalogRevision> TYPE = RecordType.of("catalog-revision", 1, t -> {
        t.id(any -> ID);
        var revision = t.field("revision", Codec.LONG, CatalogRevision::revision);
        return row -> new CatalogRevision(row.get(revision));
    });
}
