package io.itops.architecture.planted.incident;

import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Draws without a seed in every way there is. */
public final class DrawsLots {
    static final class ByRandom {
        final Random value = new Random();
    }

    static final class BySecure {
        final Random value = new SecureRandom();
    }

    static final class ByUuid {
        final UUID value = UUID.randomUUID();
    }

    static final class ByMath {
        final double value = Math.random();
    }

    static final class ByThread {
        final int value = ThreadLocalRandom.current().nextInt();
    }

    static final class Seeded {
        final Random value = new Random(7);
    }
}
