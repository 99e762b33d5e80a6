package io.itops.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MerkleProperties {
    @Property(tries = 200)
    void whateverTheDataTheRootIsTheDefinedOneAndEveryEntryIsProved(
            @ForAll @Size(min = 1, max = 40) List<@Size(max = 100) byte[]> data, @ForAll @IntRange(max = 39) int cut) {
        List<Hash> leaves = data.stream().map(Merkle::leafHash).toList();
        MerkleTree tree = MerkleTree.of(leaves);
        TreeHead head = tree.head();
        assertThat(head.root()).hasToString(MerkleOracle.root(data));
        for (int i = 0; i < leaves.size(); i++) {
            assertThat(tree.inclusion(i).verify(leaves.get(i), head)).isTrue();
        }
        int first = 1 + cut % leaves.size();
        assertThat(tree.consistency(first).verify(tree.head(first), head)).isTrue();
    }

    @Property(tries = 50)
    void aStoredFrontierGoesOnAsIfItHadNeverBeenStored(
            @ForAll @IntRange(max = 600) int before, @ForAll @IntRange(max = 100) int after) {
        List<Hash> leaves =
                MerkleOracle.data(before + after).stream().map(Merkle::leafHash).toList();
        MerkleFrontier straight = appendAll(MerkleFrontier.EMPTY, leaves);
        MerkleFrontier first = appendAll(MerkleFrontier.EMPTY, leaves.subList(0, before));
        assertThat(appendAll(MerkleFrontier.parse(first.encode()), leaves.subList(before, before + after)))
                .isEqualTo(straight);
    }

    private static MerkleFrontier appendAll(MerkleFrontier frontier, List<Hash> leaves) {
        MerkleFrontier result = frontier;
        for (Hash leaf : leaves) {
            result = result.append(leaf);
        }
        return result;
    }
}
