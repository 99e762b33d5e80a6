package io.itops.core.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Paths and hashes that were tampered with. */
final class Forgery {
    private Forgery() {}

    static Hash flip(Hash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Hash.of(bytes);
    }

    static List<Hash> flip(List<Hash> path, int at, int bit) {
        List<Hash> forged = new ArrayList<>(path);
        forged.set(at, flip(path.get(at), bit));
        return forged;
    }

    /** Every path that differs by one element left out, doubled, swapped with the next, or a stranger put in front or behind. */
    static List<List<Hash>> reshaped(List<Hash> path) {
        List<List<Hash>> forged = new ArrayList<>();
        Hash stranger = Merkle.leafHash(new byte[] {42});
        for (int i = 0; i < path.size(); i++) {
            List<Hash> without = new ArrayList<>(path);
            without.remove(i);
            forged.add(without);
            List<Hash> doubled = new ArrayList<>(path);
            doubled.add(i, path.get(i));
            forged.add(doubled);
            if (i + 1 < path.size()) {
                List<Hash> swapped = new ArrayList<>(path);
                swapped.set(i, path.get(i + 1));
                swapped.set(i + 1, path.get(i));
                forged.add(swapped);
            }
        }
        List<Hash> extended = new ArrayList<>(path);
        extended.add(stranger);
        forged.add(extended);
        List<Hash> shifted = new ArrayList<>(path);
        shifted.add(0, stranger);
        forged.add(shifted);
        return forged;
    }

    static int anyBit(Random random) {
        return random.nextInt(256);
    }
}
