package io.itops.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Texts that were right once: pieces of them taken away, doubled, moved between them, and characters changed. */
public final class Mutants {
    private static final String CHARACTERS =
            "{}()[]\"'`$.|:,=<>&*-+_#%\\ \t\n\r\0aeEnNxX019~!?^\ud800\udfff\u00e4\u2028";
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);

    private Mutants() {}

    /** Hands each mutant to a check; a mutant that takes longer than 100 ms of the processor on every one of five tries fails. */
    public static void run(long seed, List<String> seeds, int count, Consumer<String> check) {
        System.out.println(count + " mutants of seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            String mutant = mutant(random, seeds);
            long best = Long.MAX_VALUE;
            for (int tries = 0; tries < 5 && best > LONGEST; tries++) {
                long start = CPU.getCurrentThreadCpuTime();
                try {
                    check.accept(mutant);
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError("mutant " + i + " of seed " + seed + ": " + mutant, e);
                }
                best = Math.min(best, CPU.getCurrentThreadCpuTime() - start);
            }
            assertThat(best).as("nanoseconds for mutant %s: %s", i, mutant).isLessThan(LONGEST);
        }
    }

    private static String mutant(Random random, List<String> seeds) {
        StringBuilder text = new StringBuilder(pick(random, seeds));
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                case 2 -> text.insert(at, text.substring(at, end));
                case 3 -> {
                    String other = pick(random, seeds);
                    int from = random.nextInt(other.length());
                    text.insert(at, other, from, Math.min(other.length(), from + 1 + random.nextInt(20)));
                }
                default -> {
                    if (at < text.length()) {
                        text.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                    }
                }
            }
        }
        return text.toString();
    }

    private static String pick(Random random, List<String> seeds) {
        return seeds.get(random.nextInt(seeds.size()));
    }
}
