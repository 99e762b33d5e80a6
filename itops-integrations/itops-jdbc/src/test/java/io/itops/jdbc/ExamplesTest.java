package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.catalog.Team;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the documentation of this module. */
class ExamplesTest {
    @Test
    void whatWasWrittenIsThereWhenTheStoreIsOpenedAgain(@TempDir Path directory) {
        try (JdbcStore store = JdbcStore.h2(directory).open();
                ItOps ops = ItOps.builder().store(store).build()) {
            ops.catalog().define(Team.of("payments"), Actor.user("ann"));
        }
        try (JdbcStore store = JdbcStore.h2(directory).open();
                ItOps ops = ItOps.builder().store(store).build()) {
            assertThat(ops.catalog().snapshot().teams()).containsExactly(Team.of("payments"));
        }
    }
}
