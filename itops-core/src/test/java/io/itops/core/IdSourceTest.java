package io.itops.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdSourceTest {
    private static List<String> ids(long seed) {
        return Stream.generate(IdSource.seeded(seed)::next).limit(200).toList();
    }

    @Test
    void theSameSeedGivesTheSameIds() {
        assertThat(ids(7)).isEqualTo(ids(7)).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-v]{26}"));
    }

    /** Seeds that lie apart by what a generator adds for each step, or by one, must not give the same ids at another place. */
    @Test
    void relatedSeedsShareNoId() {
        long golden = 0x9E3779B97F4A7C15L;
        Set<String> seen = new HashSet<>();
        int given = 0;
        for (long step : new long[] {1, golden, -golden, 1L << 32}) {
            for (long times = 1; times <= 20; times++) {
                List<String> ids = ids(times * step);
                seen.addAll(ids);
                given += ids.size();
            }
        }
        assertThat(seen).hasSize(given);
    }

    @Test
    void randomIdsDiffer() {
        IdSource source = IdSource.random();
        assertThat(Stream.generate(source::next).limit(1_000)).doesNotHaveDuplicates();
    }
}
