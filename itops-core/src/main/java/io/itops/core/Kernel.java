package io.itops.core;

import io.itops.core.record.Records;
import io.itops.core.spi.Authorizer;
import io.itops.core.spi.Store;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What every part of an SDK instance shares.
 *
 * <p>Immutable and thread-safe.
 *
 * @param store where everything is kept
 * @param records what the store keeps, as values
 * @param clock the only source of time
 * @param ids the only source of ids
 * @param authorizer who may do what
 * @param meters the SDK's own meters
 * @param limits the bounds of the kernel
 * @since 0.1
 */
public record Kernel(
        Store store,
        Records records,
        InstantSource clock,
        IdSource ids,
        Authorizer authorizer,
        Meters meters,
        Limits limits) {
    /** Checks that all parts are given. */
    public Kernel {
        Require.present("store", store);
        Require.present("records", records);
        Require.present("clock", clock);
        Require.present("ids", ids);
        Require.present("authorizer", authorizer);
        Require.present("meters", meters);
        Require.present("limits", limits);
    }

    /**
     * A kernel that reads the store's records by itself.
     *
     * @param store where everything is kept
     * @param clock the only source of time
     * @param ids the only source of ids
     * @param authorizer who may do what
     * @param meters the SDK's own meters
     * @param limits the bounds of the kernel
     */
    public Kernel(Store store, InstantSource clock, IdSource ids, Authorizer authorizer, Meters meters, Limits limits) {
        this(store, new Records(store, meters), clock, ids, authorizer, meters, limits);
    }

    /**
     * The present instant at the resolution that the SDK keeps.
     *
     * @return whole microseconds
     */
    public Instant now() {
        return Require.instant("clock", clock.instant());
    }
}
