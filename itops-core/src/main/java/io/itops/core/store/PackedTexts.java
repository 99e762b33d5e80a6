package io.itops.core.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Packs some texts into few bytes and back, by RFC 1951: UTF-8, with a line break between two, which no text may have inside.
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class PackedTexts {
    private static final String BETWEEN = "\n";

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final Inflater inflater = new Inflater(true);
    private byte[] room = new byte[16 << 10];

    byte[] pack(List<String> texts) {
        deflater.reset();
        deflater.setInput(String.join(BETWEEN, texts).getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        int length = 0;
        while (!deflater.finished()) {
            length += deflater.deflate(room, length, room.length - length);
            makeRoom(length);
        }
        return Arrays.copyOf(room, length);
    }

    List<String> unpack(byte[] packed) {
        inflater.reset();
        inflater.setInput(packed);
        int length = 0;
        try {
            while (!inflater.finished()) {
                length += inflater.inflate(room, length, room.length - length);
                makeRoom(length);
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException("what was packed here is damaged", e);
        }
        return List.of(new String(room, 0, length, StandardCharsets.UTF_8).split(BETWEEN, -1));
    }

    private void makeRoom(int length) {
        if (length == room.length) {
            room = Arrays.copyOf(room, 2 * length);
        }
    }
}
