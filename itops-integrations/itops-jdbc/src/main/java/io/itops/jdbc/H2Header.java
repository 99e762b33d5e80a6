package io.itops.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.h2.mvstore.DataUtils;
import org.jspecify.annotations.Nullable;

/**
 * Leads H2 to the newest whole commit in its file after the process was killed or power was lost.
 *
 * <p>To find the newest chunk when it opens a file that was not closed, H2 follows the header of the file to a chunk, from that to where
 * the next one was expected, and looks at the end of the file. A chunk that lies elsewhere is found only once a later one has been written,
 * for the header that is written with a chunk still names the one before: a commit that H2 had written, and that was acknowledged, can
 * be gone after a kill. A chunk of which only a part reached the device is taken for whole (both seen with 2.5.252; the tests show it).
 *
 * <p>This class reads the file before H2 does. If it was not closed, it takes away the chunks behind the newest one that {@link OrderedFile}
 * has marked and that is as it was written (nobody was told of those), and lets the header name that one.
 *
 * @see <a href="https://h2database.com/html/mvstore.html#fileFormat">the format of the file</a>
 */
final class H2Header {
    private static final int BLOCK = 4_096;

    /** The header is written twice, in one block each. */
    private static final int HEADERS = 2;

    /** How a header begins. */
    private static final String MAGIC = "H:2,";

    private static final int FOOTER = 128;
    private static final int BLOCKS_AT_ONCE = 256;

    private H2Header() {}

    /** A chunk whose header and footer say the same. */
    private record Chunk(
            long block,
            int id,
            int length,
            long version,
            @Nullable String sum,
            boolean done) {
        boolean named(Map<String, String> header) {
            return block == number(header, "block")
                    && id == number(header, "chunk")
                    && version == number(header, "version");
        }

        /** Whether everything between header and footer is as it was written. */
        boolean whole(FileChannel channel) throws IOException {
            return sum == null || sum.equals(OrderedFile.sum(read(channel, block * BLOCK, length * BLOCK)));
        }
    }

    /**
     * What a repair could not keep.
     *
     * @param kept H2's version of the newest commit that is whole; -1 if there is none
     * @param newest the version of the newest of which there is a trace
     * @param chunks how many marked ones were not as they were written
     */
    record GivenUp(long kept, long newest, int chunks) {}

    /** Makes a file ready to be opened by H2; tells what had to be given up although it had been committed. */
    static Optional<GivenUp> repair(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (unborn(channel)) {
                channel.truncate(0);
                return Optional.empty();
            }
            Map<String, String> header = header(channel);
            return header.isEmpty() || closed(channel, header) ? Optional.empty() : repair(channel, header);
        }
    }

    /** Whether a process ended while it made the file: there is no room for a chunk yet, and at most the beginning of a header. */
    private static boolean unborn(FileChannel channel) throws IOException {
        if (channel.size() > HEADERS * BLOCK) {
            return false;
        }
        ByteBuffer bytes = read(channel, 0, HEADERS * BLOCK);
        boolean zero = IntStream.range(0, bytes.limit()).allMatch(i -> bytes.get(i) == 0);
        boolean begun = IntStream.range(0, Math.min(MAGIC.length(), bytes.limit()))
                .allMatch(i -> bytes.get(i) == MAGIC.charAt(i));
        return zero || (bytes.limit() < HEADERS * BLOCK && begun);
    }

    private static Optional<GivenUp> repair(FileChannel channel, Map<String, String> header) throws IOException {
        List<Chunk> chunks = chunks(channel);
        // A file that others wrote has no marks.
        boolean marks = chunks.stream().anyMatch(Chunk::done);
        chunks.sort(Comparator.comparingLong(Chunk::version).reversed());
        // A chunk that the header names and that is there without a mark was part of a transaction.
        long named = number(header, "version");
        long newest = chunks.stream().anyMatch(chunk -> chunk.version() == named) ? -1 : named;
        long kept = -1;
        int givenUp = 0;
        for (Chunk chunk : chunks) {
            if (chunk.done() != marks || !chunk.whole(channel)) {
                if (chunk.done() == marks) {
                    newest = Math.max(newest, chunk.version());
                    givenUp++;
                }
                write(channel, ByteBuffer.allocate(BLOCK), chunk.block() * BLOCK);
                continue;
            }
            kept = chunk.version();
            if (!chunk.named(header)) {
                header.put("block", Long.toHexString(chunk.block()));
                header.put("chunk", Integer.toHexString(chunk.id()));
                header.put("version", Long.toHexString(chunk.version()));
                write(channel, bytes(header), 0);
            }
            break;
        }
        channel.force(true);
        return newest > kept ? Optional.of(new GivenUp(kept, newest, givenUp)) : Optional.empty();
    }

    /** The newer of the two headers that is undamaged; clean only if both are and are alike; empty if neither is undamaged. */
    private static Map<String, String> header(FileChannel channel) throws IOException {
        ByteBuffer bytes = read(channel, 0, HEADERS * BLOCK);
        Map<String, String> first = checked(bytes, 0, BLOCK);
        Map<String, String> second = checked(bytes, BLOCK, BLOCK);
        if (first.equals(second)) {
            return first;
        }
        Map<String, String> newer = number(second, "version") > number(first, "version") ? second : first;
        newer.remove("clean");
        return newer;
    }

    /** Whether the file was closed, and what the header names is there. */
    private static boolean closed(FileChannel channel, Map<String, String> header) throws IOException {
        if (header.remove("clean") == null) {
            return false;
        }
        long block = Math.max(0, number(header, "block"));
        Chunk chunk = chunk(channel, read(channel, block * BLOCK, BLOCK), 0, block);
        return chunk != null && chunk.named(header) && chunk.whole(channel);
    }

    private static List<Chunk> chunks(FileChannel channel) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        long blocks = channel.size() / BLOCK;
        for (long from = HEADERS; from < blocks; from += BLOCKS_AT_ONCE) {
            ByteBuffer bytes = read(channel, from * BLOCK, BLOCKS_AT_ONCE * BLOCK);
            for (int i = 0; i < bytes.limit() / BLOCK; i++) {
                Chunk chunk = chunk(channel, bytes, i * BLOCK, from + i);
                if (chunk != null) {
                    chunks.add(chunk);
                }
            }
        }
        return chunks;
    }

    /** The chunk that begins in a block, if one does and its footer is where it says. */
    private static @Nullable Chunk chunk(FileChannel channel, ByteBuffer bytes, int offset, long block)
            throws IOException {
        Map<String, String> header = entries(line(bytes, offset, BLOCK));
        long length = number(header, "len");
        long end = (block + length) * BLOCK;
        if (!header.containsKey("chunk") || length < 1 || end > channel.size()) {
            return null;
        }
        Map<String, String> footer = checked(read(channel, end - FOOTER, FOOTER), 0, FOOTER);
        boolean alike = List.of("chunk", "len", "version").stream()
                .allMatch(key -> Objects.equals(footer.get(key), header.get(key)));
        return alike
                ? new Chunk(
                        block,
                        (int) number(header, "chunk"),
                        (int) length,
                        number(header, "version"),
                        header.get("crc"),
                        header.containsKey("done"))
                : null;
    }

    /** Both copies of the header. */
    private static ByteBuffer bytes(Map<String, String> header) {
        StringBuilder text = new StringBuilder();
        header.forEach((key, value) -> text.append(text.length() == 0 ? "" : ",")
                .append(key)
                .append(':')
                .append(value));
        byte[] plain = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        text.append(",fletcher:").append(Integer.toHexString(DataUtils.getFletcher32(plain, 0, plain.length)));
        byte[] line = text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(HEADERS * BLOCK).put(0, line).put(BLOCK, line);
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes, position + bytes.position());
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = channel.read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }

    /** The entries of a line that ends with its checksum, without that; empty if the checksum is wrong. */
    private static Map<String, String> checked(ByteBuffer bytes, int offset, int length) {
        String line = line(bytes, offset, length).strip();
        int end = line.lastIndexOf(",fletcher:");
        if (end < 0) {
            return new LinkedHashMap<>();
        }
        Map<String, String> entries = entries(line);
        byte[] plain = line.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
        boolean right = (int) number(entries, "fletcher") == DataUtils.getFletcher32(plain, 0, plain.length);
        entries.remove("fletcher");
        return right ? entries : new LinkedHashMap<>();
    }

    private static String line(ByteBuffer bytes, int offset, int length) {
        int end = offset;
        int limit = Math.min(bytes.limit(), offset + length);
        while (end < limit && bytes.get(end) != '\n') {
            end++;
        }
        if (end >= limit) {
            return "";
        }
        byte[] line = new byte[end - offset];
        bytes.get(offset, line);
        return new String(line, StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> entries(String line) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String entry : line.strip().split(",", -1)) {
            int colon = entry.indexOf(':');
            if (colon > 0) {
                entries.put(entry.substring(0, colon), entry.substring(colon + 1));
            }
        }
        return entries;
    }

    /** A number in hexadecimal; -1 if there is none. */
    private static long number(Map<String, String> entries, String key) {
        try {
            return Long.parseLong(entries.getOrDefault(key, "-1"), 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
