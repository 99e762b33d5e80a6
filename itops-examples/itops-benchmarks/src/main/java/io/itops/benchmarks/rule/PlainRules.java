package io.itops.benchmarks.rule;

import java.util.concurrent.ConcurrentHashMap;

/** What the language and its library do: the floor. */
final class PlainRules {
    private static final int IN_A_ROW = 3;

    private PlainRules() {}

    /** Series are places of an array. */
    static final class Counts implements BreachRule {
        private final int[] counts;
        private long fired;

        Counts(int series) {
            counts = new int[series];
        }

        @Override
        public void round(Samples samples, int round) {
            for (int i = 0; i < counts.length; i++) {
                int count = samples.at(round, i) > Samples.THRESHOLD ? counts[i] + 1 : 0;
                counts[i] = count;
                if (count == IN_A_ROW) {
                    fired++;
                }
            }
        }

        @Override
        public long fired() {
            return fired;
        }
    }

    /** How many samples of a series in a row have been above the threshold. */
    static final class Count {
        int inARow;

        /** Whether this sample is the third. */
        boolean add(double value) {
            inARow = value > Samples.THRESHOLD ? inARow + 1 : 0;
            return inARow == IN_A_ROW;
        }
    }

    /** Series are looked up by their text. */
    static final class Keyed implements BreachRule {
        private final ConcurrentHashMap<String, Count> counts = new ConcurrentHashMap<>();
        private final String[] keys;
        private long fired;

        Keyed(int series) {
            keys = new String[series];
            for (int i = 0; i < series; i++) {
                keys[i] = Samples.key(i);
                counts.put(keys[i], new Count());
            }
        }

        @Override
        public void round(Samples samples, int round) {
            for (int i = 0; i < keys.length; i++) {
                Count count = counts.get(keys[i]);
                if (count != null && count.add(samples.at(round, i))) {
                    fired++;
                }
            }
        }

        @Override
        public long fired() {
            return fired;
        }
    }
}
