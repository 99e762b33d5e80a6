package io.itops.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTest {
    private static final String EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** The leaves and roots that implementations of certificate transparency have been tested with since RFC 6962. */
    private static final List<String> KNOWN_LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> KNOWN_ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theEmptyTreeHasTheHashOfNothing() {
        assertThat(MerkleFrontier.EMPTY.root()).hasToString(EMPTY_ROOT);
        assertThat(MerkleTree.of(List.of()).head()).isEqualTo(MerkleFrontier.EMPTY.treeHead());
    }

    @Test
    void knownLeavesGiveKnownRoots() {
        MerkleFrontier frontier = MerkleFrontier.EMPTY;
        for (int i = 0; i < KNOWN_LEAVES.size(); i++) {
            frontier = frontier.append(Merkle.leafHash(HexFormat.of().parseHex(KNOWN_LEAVES.get(i))));
            assertThat(frontier.root()).hasToString(KNOWN_ROOTS.get(i));
        }
    }

    @Test
    void frontierAndTreeGiveTheRootThatTheRfcDefines() {
        List<byte[]> data = MerkleOracle.data(300);
        List<Hash> leaves = data.stream().map(Merkle::leafHash).toList();
        MerkleTree tree = MerkleTree.of(leaves);
        MerkleFrontier frontier = MerkleFrontier.EMPTY;
        for (int size = 0; size <= data.size(); size++) {
            String expected = MerkleOracle.root(data.subList(0, size));
            assertThat(frontier.root()).as("frontier of %d", size).hasToString(expected);
            assertThat(frontier.treeHead()).isEqualTo(tree.head(size)).isEqualTo(new TreeHead(size, frontier.root()));
            assertThat(MerkleTree.of(leaves.subList(0, size)).head()).isEqualTo(tree.head(size));
            if (size < data.size()) {
                frontier = frontier.append(leaves.get(size));
            }
        }
    }

    @Test
    void aNodeIsNotTheHashOfItsChildrenAsALeaf() {
        Hash left = Merkle.leafHash(new byte[] {1});
        Hash right = Merkle.leafHash(new byte[] {2});
        byte[] both = new byte[64];
        System.arraycopy(left.bytes(), 0, both, 0, 32);
        System.arraycopy(right.bytes(), 0, both, 32, 32);
        assertThat(Merkle.leafHash(both)).isNotEqualTo(Merkle.nodeHash(left, right));
        assertThat(Merkle.nodeHash(left, right)).isNotEqualTo(Merkle.nodeHash(right, left));
    }

    @Test
    void appendingLeavesTheOldFrontierAsItWas() {
        MerkleFrontier three = frontier(3);
        String before = three.encode();
        MerkleFrontier four = three.append(Merkle.leafHash(new byte[0]));
        assertThat(three.encode()).isEqualTo(before);
        assertThat(three.peaks()).hasSize(2);
        assertThat(four.peaks()).hasSize(1);
    }

    @Test
    void frontierAndHeadReadBackFromTheirText() {
        for (int size = 0; size < 70; size++) {
            MerkleFrontier frontier = frontier(size);
            assertThat(MerkleFrontier.parse(frontier.encode())).isEqualTo(frontier);
            assertThat(TreeHead.parse(frontier.treeHead().encode())).isEqualTo(frontier.treeHead());
        }
        assertThat(MerkleFrontier.EMPTY.encode()).isEqualTo("0");
        assertThat(MerkleFrontier.EMPTY.treeHead().encode()).isEqualTo("0 " + EMPTY_ROOT);
    }

    @Test
    void theTextOfTheLargestFrontierIsAsLongAsPromised() {
        List<Hash> peaks = new ArrayList<>();
        for (int i = 0; i < 63; i++) {
            peaks.add(Merkle.emptyRoot());
        }
        MerkleFrontier largest = new MerkleFrontier(Long.MAX_VALUE, peaks);
        assertThat(largest.encode()).hasSize(4_114);
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> largest.append(Merkle.emptyRoot()));
    }

    static Stream<String> noFrontiers() {
        String one = frontier(1).encode();
        return Stream.of(
                "",
                " ",
                "1",
                "0 ",
                "x",
                "-1",
                "+0",
                "00",
                "0x0",
                "9223372036854775808",
                "0 " + EMPTY_ROOT,
                one + " ",
                " " + one,
                one.substring(0, one.length() - 1),
                one + "0",
                one.toUpperCase(Locale.ROOT),
                "3" + one.substring(1),
                one.replace(" ", "\t"),
                one.replace(" ", "  "));
    }

    @ParameterizedTest
    @MethodSource("noFrontiers")
    void refusesTextThatIsNoFrontier(String text) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> MerkleFrontier.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "1", "1 ", "1 00", "0 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
            })
    void refusesTextThatIsNoHead(String text) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> TreeHead.parse(text));
    }

    @Test
    void hashesAreTheirBytes() {
        byte[] bytes = HexFormat.of().parseHex(EMPTY_ROOT);
        Hash hash = Hash.of(bytes);
        bytes[0] ^= 1;
        hash.bytes()[1] ^= 1;
        assertThat(hash)
                .hasToString(EMPTY_ROOT)
                .isEqualTo(Hash.parse(EMPTY_ROOT))
                .hasSameHashCodeAs(Merkle.emptyRoot());
        assertThat(hash).isNotEqualTo(Hash.of(bytes));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Hash.of(new byte[31]))
                .withMessage("hash must have 32 bytes, but was 31");
        for (String text : List.of("", EMPTY_ROOT + "0", EMPTY_ROOT.replace('e', 'E'), EMPTY_ROOT.replace('e', 'g'))) {
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> Hash.parse(text));
        }
    }

    private static MerkleFrontier frontier(int size) {
        MerkleFrontier frontier = MerkleFrontier.EMPTY;
        for (byte[] data : MerkleOracle.data(size)) {
            frontier = frontier.append(Merkle.leafHash(data));
        }
        return frontier;
    }
}
