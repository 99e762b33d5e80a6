package io.itops.change.workflow;

import io.itops.core.Require;
import io.itops.core.journal.Hash;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Codec;
import io.itops.core.record.Tree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over the canonical JSON of what people approve. Equal contents have equal hashes; any other content has another.
 *
 * <p>Immutable and thread-safe.
 *
 * @param hash the hash
 * @since 0.1
 */
public record ContentHash(Hash hash) {
    /** How hashes are written: as 64 hexadecimal digits. */
    public static final Codec<ContentHash> CODEC =
            Codec.TEXT.map(text -> new ContentHash(Hash.parse(text)), ContentHash::toString);

    /** Checks that it is given. */
    public ContentHash {
        Require.present("content hash", hash);
    }

    static ContentHash of(Tree content) {
        try {
            byte[] text = CanonicalJson.write(content).getBytes(StandardCharsets.UTF_8);
            return new ContentHash(Hash.of(MessageDigest.getInstance("SHA-256").digest(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hash.toString();
    }
}
