package io.itops.architecture.planted.change;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps state that all share. */
public final class KeepsState {
    static final class ByField {
        static int counter;
    }

    static final class ByMap {
        static final HashMap<String, String> SEEN = new HashMap<>();
    }

    static final class ByAtomic {
        static final AtomicLong COUNTER = new AtomicLong();
    }

    static final class ByArray {
        static final int[] NUMBERS = {1, 2};
    }

    static final class Fine {
        static final Map<String, String> NAMES = Map.of();
        static final List<String> LIST = List.of();
        private static final char[] HEX = "0123456789abcdef".toCharArray();

        char hex(int digit) {
            return HEX[digit];
        }
    }
}
