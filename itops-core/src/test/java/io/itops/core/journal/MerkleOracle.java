package io.itops.core.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** The Merkle tree hash as RFC 9162 section 2.1.1 defines it, by recursion over the data; no code is shared with what it checks. */
final class MerkleOracle {
    private MerkleOracle() {}

    /** MTH(D[n]) in hexadecimal digits. */
    static String root(List<byte[]> data) {
        return HexFormat.of().formatHex(mth(data));
    }

    /** Different leaves, some of them longer than a block of the hash. */
    static List<byte[]> data(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> ("leaf " + i + "x".repeat(i % 7 * 20)).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] mth(List<byte[]> data) {
        int n = data.size();
        if (n == 0) {
            return sha256();
        }
        if (n == 1) {
            return sha256(new byte[] {0}, data.get(0));
        }
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return sha256(new byte[] {1}, mth(data.subList(0, k)), mth(data.subList(k, n)));
    }

    private static byte[] sha256(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
