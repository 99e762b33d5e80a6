package io.itops.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.journal.Merkle;
import io.itops.core.journal.MerkleFrontier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditChainTest {
    @Test
    void givesTheRootThatTheStoreKeepsForEverySize() {
        MerkleFrontier frontier = MerkleFrontier.EMPTY;
        for (int size = 0; size < 130; size++) {
            List<String> texts =
                    IntStream.range(0, size).mapToObj(i -> "entry " + i).toList();
            assertThat(AuditChain.root(texts)).isEqualTo(frontier.root().toString());
            frontier = frontier.append(Merkle.leafHash(("entry " + size).getBytes(StandardCharsets.UTF_8)));
        }
    }
}
