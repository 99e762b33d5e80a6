package io.itops.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InclusionProofTest {
    private static final int PROVED = 300;
    private static final int FLIPPED = 16;
    private static final int CAMPAIGN_FLIPPED = 32;

    private final List<Hash> leaves =
            MerkleOracle.data(2_100).stream().map(Merkle::leafHash).toList();
    private final MerkleTree tree = MerkleTree.of(leaves);

    /** What a proof is checked by; {@link InclusionProof#verify} and versions of it with planted faults. */
    private interface Verifier {
        boolean verify(InclusionProof proof, Hash leaf, TreeHead head);
    }

    @Test
    void everyProofOfEverySizeUpTo300Verifies() {
        for (int size = 1; size <= PROVED; size++) {
            TreeHead head = tree.head(size);
            for (int leaf = 0; leaf < size; leaf++) {
                assertThat(tree.inclusion(leaf, size).verify(leaves.get(leaf), head))
                        .as("leaf %d of %d", leaf, size)
                        .isTrue();
            }
        }
    }

    @Test
    void everyFlippedBitOfLeafPathOrRootFailsUpToSize16() {
        // 136 proofs with a leaf and a root each, and paths of 468 elements in all
        assertThat(flipEveryBit(FLIPPED)).isEqualTo(256 * (2 * 136 + 468));
    }

    @Test
    @Tag("campaign")
    void everyFlippedBitOfLeafPathOrRootFailsUpToSize32() {
        // 528 proofs with a leaf and a root each, and paths of 2,352 elements in all
        assertThat(flipEveryBit(CAMPAIGN_FLIPPED)).isEqualTo(256 * (2 * 528 + 2_352));
    }

    private int flipEveryBit(int largest) {
        int forged = 0;
        for (int size = 1; size <= largest; size++) {
            for (int leaf = 0; leaf < size; leaf++) {
                for (int bit = 0; bit < 256; bit++) {
                    forged += flipEverywhere(leaf, size, bit);
                }
            }
        }
        return forged;
    }

    @Test
    void flippedBitsOfLargerTreesFail() {
        Random random = new Random(9162);
        for (int i = 0; i < 2_000; i++) {
            int size = FLIPPED + 1 + random.nextInt(leaves.size() - FLIPPED);
            flipEverywhere(random.nextInt(size), size, Forgery.anyBit(random));
        }
    }

    @Test
    void reshapedPathsAndOtherPlacesFail() {
        assertThat(firstWrongAnswer(InclusionProof::verify)).isEmpty();
    }

    @Test
    void verifiersWithPlantedFaultsAreFound() {
        Verifier ignoresTheSizeOfTheHead =
                (proof, leaf, head) -> proof.verify(leaf, new TreeHead(proof.treeSize(), head.root()));
        Verifier ignoresWhatIsLeftOfThePath = (proof, leaf, head) -> {
            for (int length = 0; length <= proof.path().size(); length++) {
                List<Hash> path = proof.path().subList(0, length);
                if (new InclusionProof(proof.leafIndex(), proof.treeSize(), path).verify(leaf, head)) {
                    return true;
                }
            }
            return false;
        };
        Verifier ignoresTheLeaf =
                (proof, leaf, head) -> leaves.stream().limit(head.size()).anyMatch(any -> proof.verify(any, head));
        Verifier ignoresOrder = (proof, leaf, head) -> {
            List<Hash> reversed = new ArrayList<>(proof.path());
            Collections.reverse(reversed);
            return proof.verify(leaf, head)
                    || new InclusionProof(proof.leafIndex(), proof.treeSize(), reversed).verify(leaf, head);
        };
        Verifier refusesTheLastLeaf =
                (proof, leaf, head) -> proof.leafIndex() + 1 < proof.treeSize() && proof.verify(leaf, head);
        assertThat(firstWrongAnswer(ignoresTheSizeOfTheHead)).contains("size");
        assertThat(firstWrongAnswer(ignoresWhatIsLeftOfThePath)).contains("reshaped");
        assertThat(firstWrongAnswer(ignoresTheLeaf)).contains("another leaf");
        assertThat(firstWrongAnswer(ignoresOrder)).contains("reshaped");
        assertThat(firstWrongAnswer(refusesTheLastLeaf)).contains("valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0 0",
                "1 1",
                "-1 1",
                "0 -1",
                "+0 1",
                "00 1",
                "0 1 ",
                "0  1",
                "0 1 ab",
                "0,1",
                "0 9223372036854775808",
                "\u0660 1",
            })
    void refusesTextThatIsNoProof(String text) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> InclusionProof.parse(text));
    }

    @Test
    void textOfEveryProofReadsBack() {
        for (int leaf = 0; leaf < 33; leaf++) {
            InclusionProof proof = tree.inclusion(leaf, 33);
            assertThat(InclusionProof.parse(proof.encode())).isEqualTo(proof);
        }
        assertThat(InclusionProof.parse("0 1")).isEqualTo(tree.inclusion(0, 1));
    }

    @Test
    void refusesPlacesOutsideTheTreeAndEndlessPaths() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new InclusionProof(0, 0, List.of()));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new InclusionProof(3, 3, List.of()));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new InclusionProof(-1, 3, List.of()));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new InclusionProof(0, 3, leaves.subList(0, 65)));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> tree.inclusion(3, 3));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> tree.inclusion(0, leaves.size() + 1));
    }

    @Test
    void sizesOfWhichNoTreeWasEverBuiltEndWithoutAnError() {
        InclusionProof proof = new InclusionProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, leaves.subList(0, 64));
        assertThat(proof.verify(leaves.get(0), new TreeHead(Long.MAX_VALUE, leaves.get(1))))
                .isFalse();
    }

    private int flipEverywhere(int leaf, int size, int bit) {
        InclusionProof proof = tree.inclusion(leaf, size);
        TreeHead head = tree.head(size);
        Hash hash = leaves.get(leaf);
        int forged = 0;
        if (proof.verify(Forgery.flip(hash, bit), head)
                || proof.verify(hash, new TreeHead(size, Forgery.flip(head.root(), bit)))) {
            throw new AssertionError("leaf or root of " + proof + " at bit " + bit);
        }
        forged += 2;
        for (int i = 0; i < proof.path().size(); i++) {
            if (new InclusionProof(leaf, size, Forgery.flip(proof.path(), i, bit)).verify(hash, head)) {
                throw new AssertionError("path of " + proof + " at element " + i + ", bit " + bit);
            }
            forged++;
        }
        return forged;
    }

    /** Asks for every proof of every size up to 40 and for all that is wrong with it; empty if all answers are right. */
    private String firstWrongAnswer(Verifier verifier) {
        for (int size = 1; size <= 40; size++) {
            TreeHead head = tree.head(size);
            for (int leaf = 0; leaf < size; leaf++) {
                InclusionProof proof = tree.inclusion(leaf, size);
                Hash hash = leaves.get(leaf);
                if (!verifier.verify(proof, hash, head)) {
                    return "refuses the valid " + proof;
                }
                for (List<Hash> path : Forgery.reshaped(proof.path())) {
                    if (verifier.verify(new InclusionProof(leaf, size, path), hash, head)) {
                        return "takes a reshaped path for " + proof;
                    }
                }
                for (int other = 0; other < size; other++) {
                    if (other != leaf && verifier.verify(new InclusionProof(other, size, proof.path()), hash, head)) {
                        return "takes place " + other + " for " + proof;
                    }
                    if (other != leaf && verifier.verify(proof, leaves.get(other), head)) {
                        return "takes another leaf for " + proof;
                    }
                }
                for (int other = leaf + 1; other <= 80; other++) {
                    if (other != size && verifier.verify(new InclusionProof(leaf, other, proof.path()), hash, head)) {
                        return "takes size " + other + " for " + proof;
                    }
                    if (other != size && verifier.verify(proof, hash, tree.head(other))) {
                        return "takes the head of size " + other + " for " + proof;
                    }
                }
            }
        }
        return "";
    }
}
