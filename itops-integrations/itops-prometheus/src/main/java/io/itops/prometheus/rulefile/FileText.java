package io.itops.prometheus.rulefile;

import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files of bounded size as UTF-8. */
final class FileText {
    /** No character of a text has more bytes; those that have four are two characters. */
    private static final int BYTES_OF_CHARACTER = 3;

    private FileText() {}

    /** The text of a file; what is wrong with it as a whole is a problem. */
    static Optional<String> read(Path path, RuleFileLimits limits, Problems problems) throws IOException {
        int most = limits.maxCharacters() * BYTES_OF_CHARACTER;
        byte[] bytes;
        if (Files.isDirectory(path)) {
            // Opening a folder succeeds on some systems, and reading it fails without a word about which it was.
            throw new FileSystemException(path.toString(), null, "is a folder, not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(most + 1);
        } catch (NoSuchFileException e) {
            // The message of the one that comes is the path alone.
            NoSuchFileException told = new NoSuchFileException(path.toString(), null, "does not exist");
            told.initCause(e);
            throw told;
        }
        if (bytes.length > most) {
            problems.add(
                    Place.START,
                    "file",
                    "be at most " + limits.maxCharacters() + " characters (maxCharacters)",
                    "more");
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            problems.add(Place.START, "file", "be UTF-8", "other bytes");
            return Optional.empty();
        }
    }
}
