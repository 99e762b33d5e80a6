package io.itops.quickstart.guide;

import io.itops.core.IdSource;
import io.itops.core.Secret;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What the shop reads from its configuration.
 *
 * @param data the directory of the store
 * @param clock the system's; a test gives one that it sets
 * @param ids random; a test gives seeded ones
 * @param meters the shop's own meters
 * @param receiver where pages are posted
 * @param pages what signs pages
 * @param answers what signs acknowledgements
 */
record Settings(
        Path data,
        InstantSource clock,
        IdSource ids,
        CompositeMeterRegistry meters,
        URI receiver,
        Secret pages,
        Secret answers) {}
