package io.itops.core.record;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.internal.cache.CacheMeters;
import io.itops.core.store.StoredRecord;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The values of records that were read or written, bounded by the length of their texts together. What is held is never trusted to be
 * the newest: the store is asked each time, and a value is given back only for the very text that it was read from or written to.
 * Thread-safe.
 */
final class DecodedRecords {
    static final long MAX_CHARACTERS = 8L << 20;

    private static final String METER = "itops.record.cache";

    /** After how many values the housekeeping is done: after each of them it would cost as much as writing a small record. */
    private static final int BATCH = 64;

    /** After a text of this length it is done at once, so that a batch cannot exceed the bound by much. */
    private static final int LONG_TEXT = 16 << 10;

    private final Cache<Ref, Decoded> cache;
    private final AtomicInteger remembered = new AtomicInteger();

    private record Decoded(RecordType<?> type, StoredRecord stored, Object value) {
        boolean of(RecordType<?> asked, StoredRecord found) {
            return type == asked
                    && stored.version() == found.version()
                    && stored.schema() == found.schema()
                    && stored.json().equals(found.json());
        }
    }

    DecodedRecords(Meters meters, long maxCharacters) {
        cache = Caffeine.newBuilder()
                .maximumWeight(maxCharacters)
                .weigher((Ref ref, Decoded decoded) ->
                        Math.max(1, decoded.stored().json().length()))
                // Housekeeping in the calling thread, where remember() asks for it: no thread of anyone's is used
                // before start().
                .executor(housekeeping -> {})
                .recordStats(() -> new CacheMeters(meters, METER))
                .build();
        meters.gauge(METER + ".size", cache, Cache::estimatedSize);
    }

    @SuppressWarnings("unchecked") // the value was read by the very type that is asked for
    <T> T read(RecordType<T> type, StoredRecord found) {
        Decoded known = cache.getIfPresent(found.ref());
        if (known != null && known.of(type, found)) {
            return (T) known.value();
        }
        T value = type.fromStored(found);
        remember(type, found, value);
        return value;
    }

    /** Keeps a value and its text, whether that text is ever found in the store or not. */
    <T> void remember(RecordType<T> type, StoredRecord stored, T value) {
        cache.put(stored.ref(), new Decoded(type, stored, value));
        if (remembered.incrementAndGet() % BATCH == 0 || stored.json().length() >= LONG_TEXT) {
            cache.cleanUp();
        }
    }

    /** Does the housekeeping that is due, so that a test sees the bound. */
    long sizeAfterCleanUp() {
        cache.cleanUp();
        return cache.estimatedSize();
    }
}
