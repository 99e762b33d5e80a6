package io.itops.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistencyProofTest {
    private static final int PROVED = 64;
    private static final int FLIPPED = 16;

    private final List<Hash> leaves =
            MerkleOracle.data(2_100).stream().map(Merkle::leafHash).toList();
    private final MerkleTree tree = MerkleTree.of(leaves);

    /** What a proof is checked by; {@link ConsistencyProof#verify} and versions of it with planted faults. */
    private interface Verifier {
        boolean verify(ConsistencyProof proof, TreeHead first, TreeHead second);
    }

    @Test
    void everyPairOfSizesUpTo64VerifiesAndWhatIsWrongWithItFails() {
        assertThat(firstWrongAnswer(ConsistencyProof::verify)).isEmpty();
    }

    @Test
    void randomPairsOfLargerSizesVerify() {
        Random random = new Random(6962);
        for (int i = 0; i < 1_000; i++) {
            int second = 1 + random.nextInt(leaves.size());
            int first = 1 + random.nextInt(second);
            ConsistencyProof proof = tree.consistency(first, second);
            assertThat(proof.verify(tree.head(first), tree.head(second)))
                    .as("%d to %d", first, second)
                    .isTrue();
            flipEverywhere(proof, Forgery.anyBit(random));
        }
    }

    @Test
    void everyFlippedBitOfEitherRootOrThePathFailsUpToSize16() {
        for (int second = 1; second <= FLIPPED; second++) {
            for (int first = 1; first <= second; first++) {
                for (int bit = 0; bit < 256; bit++) {
                    flipEverywhere(tree.consistency(first, second), bit);
                }
            }
        }
    }

    @Test
    void aChangedRemovedOrInsertedLeafOfTheFirstTreeCannotBeHidden() {
        for (int second = 2; second <= 32; second++) {
            for (int first = 1; first < second; first++) {
                for (int at = 0; at < first; at++) {
                    List<Hash> changed = new ArrayList<>(leaves.subList(0, second));
                    changed.set(at, leaves.get(100));
                    List<Hash> removed = new ArrayList<>(leaves.subList(0, second + 1));
                    removed.remove(at);
                    for (List<Hash> forged : List.of(changed, removed)) {
                        MerkleTree other = MerkleTree.of(forged);
                        assertThat(other.consistency(first, second).verify(tree.head(first), other.head()))
                                .as("%d to %d, changed at %d", first, second, at)
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void verifiersWithPlantedFaultsAreFound() {
        Verifier looksAtTheFirstRootOnly =
                (proof, first, second) -> anyRoot(second.size()).anyMatch(root -> proof.verify(first, root));
        Verifier looksAtTheSecondRootOnly =
                (proof, first, second) -> anyRoot(first.size()).anyMatch(root -> proof.verify(root, second));
        Verifier ignoresTheSizesOfTheHeads = (proof, first, second) -> proof.verify(
                new TreeHead(proof.firstSize(), first.root()), new TreeHead(proof.secondSize(), second.root()));
        Verifier ignoresWhatIsLeftOfThePath = (proof, first, second) -> {
            for (int length = 0; length <= proof.path().size(); length++) {
                List<Hash> path = proof.path().subList(0, length);
                if (new ConsistencyProof(proof.firstSize(), proof.secondSize(), path).verify(first, second)) {
                    return true;
                }
            }
            return false;
        };
        Verifier refusesPowersOfTwo = (proof, first, second) ->
                (first.size() == 1 || Long.bitCount(first.size()) != 1) && proof.verify(first, second);
        assertThat(firstWrongAnswer(looksAtTheFirstRootOnly)).contains("second root");
        assertThat(firstWrongAnswer(looksAtTheSecondRootOnly)).contains("first root");
        assertThat(firstWrongAnswer(ignoresTheSizesOfTheHeads)).contains("size");
        assertThat(firstWrongAnswer(ignoresWhatIsLeftOfThePath)).contains("reshaped");
        assertThat(firstWrongAnswer(refusesPowersOfTwo)).contains("valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0 1", "2 1", "1 2 x", "1 2 ", " 1 2", "1 02"})
    void refusesTextThatIsNoProof(String text) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> ConsistencyProof.parse(text));
    }

    @Test
    void textOfEveryProofReadsBack() {
        for (int first = 1; first <= 33; first++) {
            ConsistencyProof proof = tree.consistency(first, 33);
            assertThat(ConsistencyProof.parse(proof.encode())).isEqualTo(proof);
        }
    }

    @Test
    void refusesSizesWithoutATree() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> tree.consistency(0));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> tree.consistency(4, 3));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> tree.consistency(1, leaves.size() + 1));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new ConsistencyProof(2, 1, List.of()));
    }

    @Test
    void sizesOfWhichNoTreeWasEverBuiltEndWithoutAnError() {
        ConsistencyProof proof = new ConsistencyProof(1L << 62, Long.MAX_VALUE, leaves.subList(0, 64));
        assertThat(proof.verify(new TreeHead(1L << 62, leaves.get(0)), new TreeHead(Long.MAX_VALUE, leaves.get(1))))
                .isFalse();
    }

    private Stream<TreeHead> anyRoot(long size) {
        return Stream.of(
                tree.head((int) size),
                new TreeHead(size, Merkle.nodeHash(tree.head((int) size).root(), leaves.get(0))));
    }

    private void flipEverywhere(ConsistencyProof proof, int bit) {
        TreeHead first = tree.head((int) proof.firstSize());
        TreeHead second = tree.head((int) proof.secondSize());
        if (proof.verify(new TreeHead(first.size(), Forgery.flip(first.root(), bit)), second)
                || proof.verify(first, new TreeHead(second.size(), Forgery.flip(second.root(), bit)))) {
            throw new AssertionError("a root of " + proof + " at bit " + bit);
        }
        for (int i = 0; i < proof.path().size(); i++) {
            List<Hash> path = Forgery.flip(proof.path(), i, bit);
            if (new ConsistencyProof(first.size(), second.size(), path).verify(first, second)) {
                throw new AssertionError("path of " + proof + " at element " + i + ", bit " + bit);
            }
        }
    }

    /** Asks for the proof of every pair of sizes up to 64 and for what is wrong with it; empty if all answers are right. */
    private String firstWrongAnswer(Verifier verifier) {
        for (int n = 1; n <= PROVED; n++) {
            for (int m = 1; m <= n; m++) {
                ConsistencyProof proof = tree.consistency(m, n);
                TreeHead first = tree.head(m);
                TreeHead second = tree.head(n);
                if (!verifier.verify(proof, first, second)) {
                    return "refuses the valid " + proof;
                }
                if (verifier.verify(proof, new TreeHead(m, Forgery.flip(first.root(), n)), second)) {
                    return "takes another first root for " + proof;
                }
                if (verifier.verify(proof, first, new TreeHead(n, Forgery.flip(second.root(), m)))) {
                    return "takes another second root for " + proof;
                }
                for (List<Hash> path : Forgery.reshaped(proof.path())) {
                    if (verifier.verify(new ConsistencyProof(m, n, path), first, second)) {
                        return "takes a reshaped path for " + proof;
                    }
                }
                String wrongSize = wrongSize(verifier, proof, first, second);
                if (!wrongSize.isEmpty()) {
                    return wrongSize;
                }
            }
        }
        return "";
    }

    private static String wrongSize(Verifier verifier, ConsistencyProof proof, TreeHead first, TreeHead second) {
        for (long other = 1; other <= PROVED + 2; other++) {
            boolean wrongFirst = other != first.size()
                    && other <= second.size()
                    && verifier.verify(new ConsistencyProof(other, second.size(), proof.path()), first, second);
            boolean wrongSecond = other != second.size()
                    && other >= first.size()
                    && verifier.verify(new ConsistencyProof(first.size(), other, proof.path()), first, second);
            if (wrongFirst || wrongSecond) {
                return "takes size " + other + " for " + proof;
            }
        }
        return "";
    }
}
