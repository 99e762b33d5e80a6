package io.itops.core.store;

import io.itops.core.Ref;
import io.itops.core.Require;
import java.util.List;

/**
 * A record as stores keep it: its name, its version, and its canonical text, which a store returns byte for byte.
 *
 * <p>Immutable and thread-safe.
 *
 * @param ref what it is called
 * @param version 1 for the first, one more with every put: the token of optimistic concurrency
 * @param schema the version of the record type that wrote it, from 1
 * @param json canonical JSON (RFC 8785), at most 1 MiB of characters
 * @param indexes the values in the type's index slots as {@link IndexValue} encodes them, {@link IndexValue#ABSENT} where there is
 *     none; at most {@value #MAX_INDEXES}
 * @since 0.1
 */
public record StoredRecord(Ref ref, long version, int schema, String json, List<String> indexes) {
    /** The greatest number of index slots. */
    public static final int MAX_INDEXES = 4;

    /** The greatest length of a record's text in characters. */
    public static final int MAX_JSON = 1 << 20;

    /** Checks the parts. */
    public StoredRecord {
        Require.present("record reference", ref);
        Require.that(version >= 1, "record version", "be at least 1", version);
        Require.that(schema >= 1, "record schema", "be at least 1", schema);
        Require.present("record text", json);
        Require.that(json.length() <= MAX_JSON, "record text", "be at most " + MAX_JSON + " characters", json.length());
        indexes = Require.list("record indexes", indexes);
        Require.size("record indexes", indexes, 0, MAX_INDEXES);
    }

    /**
     * The value in a slot.
     *
     * @param slot 0 to 3
     * @return the encoded value, {@link IndexValue#ABSENT} where there is none
     */
    public String index(int slot) {
        Require.range("index slot", slot, 0, MAX_INDEXES - 1);
        return slot < indexes.size() ? indexes.get(slot) : IndexValue.ABSENT;
    }
}
