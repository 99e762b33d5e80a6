package io.itops.core.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a journal, by number from 0. The newest stand as they are; older ones, which are many and seldom read, are packed,
 * {@value #BLOCK} at a time: entries of a journal repeat each other so much that they take a fraction of their room. To read an old one
 * its block is unpacked; the last one that was is kept for whoever reads on.
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class EventTexts {
    /** How many are packed together: few enough that one of them is read in some ten microseconds. */
    static final int BLOCK = 32;

    /** The greatest number of those that stand as they are: a power of two. */
    static final int NEWEST = 4_096;

    private final List<byte[]> packed = new ArrayList<>();

    /** What is not packed, each at its number modulo the length. */
    private @Nullable String[] newest = new String[BLOCK];

    private int size;

    /** Made when first needed: most stores stay small. */
    private @Nullable PackedTexts packing;

    private int unpackedBlock = -1;
    private List<String> unpacked = List.of();

    int size() {
        return size;
    }

    void add(String text) {
        if (size - firstNewest() == newest.length) {
            if (newest.length < NEWEST) {
                newest = Arrays.copyOf(newest, 2 * newest.length);
            } else {
                packOldest();
            }
        }
        newest[size++ % newest.length] = text;
    }

    String get(int number) {
        if (number < firstNewest()) {
            return unpacked(number / BLOCK).get(number % BLOCK);
        }
        String text = number < size ? newest[number % newest.length] : null;
        if (text == null) {
            throw new IndexOutOfBoundsException(number);
        }
        return text;
    }

    private int firstNewest() {
        return packed.size() * BLOCK;
    }

    private void packOldest() {
        List<String> block = new ArrayList<>(BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block.add(get(firstNewest() + i));
        }
        packed.add(packing().pack(block));
    }

    private List<String> unpacked(int block) {
        if (block != unpackedBlock) {
            unpacked = packing().unpack(packed.get(block));
            unpackedBlock = block;
        }
        return unpacked;
    }

    private PackedTexts packing() {
        if (packing == null) {
            packing = new PackedTexts();
        }
        return packing;
    }
}
