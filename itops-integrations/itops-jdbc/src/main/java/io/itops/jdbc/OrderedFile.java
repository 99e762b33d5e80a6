package io.itops.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The file of an H2 database, written so that after a kill or a loss of power it can be told which commits are whole.
 *
 * <p>H2 writes chunks that refer to each other. It has no sum over their content, so of what was not forced to the device it cannot tell
 * what is missing; and it writes chunks in the middle of a great transaction, which it does not always take back (a transaction whose
 * commit it was writing stays half applied for ever, seen with 2.5.252). So this file
 *
 * <ul>
 *   <li>puts a checksum (CRC-32C) into the header of every chunk, in room that H2 leaves there, over all that follows the header's line;
 *   <li>marks there the chunks that end a transaction, once that has committed;
 *   <li>if commits are to be forced, forces the chunk before to the device before it writes a further one.
 * </ul>
 *
 * <p>{@link H2Header} then goes back to the newest marked chunk.
 *
 * <p>Thread-safe.
 */
final class OrderedFile extends ForwardingFile {
    /** Begins the name of the checksum in a chunk's header. */
    static final String SUM = ",crc:";

    /** The mark of a chunk that ends a transaction. */
    static final String DONE = ",done:1";

    private static final String CHUNK = "chunk:";
    private static final int SUM_DIGITS = 8;

    private final boolean sync;
    private boolean inTransaction;
    private boolean unforced;

    /** Where the newest chunk, if it is not marked yet, has room for its mark; else -1. */
    private long unmarked = -1;

    OrderedFile(FileChannel base, boolean sync) {
        super(base);
        this.sync = sync;
    }

    /** From now on chunks are parts of a transaction. */
    synchronized void beginTransaction() {
        inTransaction = true;
        unmarked = -1;
    }

    /** The transaction has committed: the newest chunk holds the last of it. */
    synchronized void markCommitted() throws IOException {
        if (unmarked >= 0) {
            writeAll(ByteBuffer.wrap(DONE.getBytes(StandardCharsets.ISO_8859_1)), unmarked);
        }
        endTransaction();
    }

    /** The transaction was rolled back, or nothing of it was written. */
    synchronized void endTransaction() {
        inTransaction = false;
        unmarked = -1;
    }

    /** The sum over what follows the first line of a chunk: eight hexadecimal digits. */
    static String sum(ByteBuffer chunk) {
        ByteBuffer rest = chunk.duplicate();
        rest.position(endOfLine(chunk) + 1);
        CRC32C sum = new CRC32C();
        sum.update(rest);
        String digits = Long.toHexString(sum.getValue());
        return "0".repeat(SUM_DIGITS - digits.length()) + digits;
    }

    /** Writes everything, since a chunk gets its sum as a whole. */
    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        if (isChunk(source)) {
            if (unforced && sync) {
                force(true);
            }
            unforced = true;
            writeAll(marked(source, position), position);
        } else {
            writeAll(source.duplicate(), position);
        }
        source.position(source.limit());
        return length;
    }

    private static boolean isChunk(ByteBuffer bytes) {
        byte[] start = new byte[Math.min(CHUNK.length(), bytes.remaining())];
        bytes.get(bytes.position(), start);
        return new String(start, StandardCharsets.ISO_8859_1).equals(CHUNK);
    }

    /** A chunk with its sum behind the header's text, and with its mark, or with room kept for that. */
    private ByteBuffer marked(ByteBuffer chunk, long position) {
        int start = chunk.position();
        byte[] line = new byte[endOfLine(chunk) - start];
        chunk.get(start, line);
        String header = new String(line, StandardCharsets.ISO_8859_1);
        String text = header.stripTrailing();
        if (text.contains(SUM)) {
            // H2 moves a chunk as it is.
            return chunk.duplicate();
        }
        String added = SUM + sum(chunk) + (inTransaction ? "" : DONE);
        // H2 keeps 166 characters. A chunk of a file with 2^32 commits over ten years, with 2^16 pages of 4 GiB, needs
        // 134 of them.
        if (text.length() + added.length() + DONE.length() > header.length()) {
            throw new IllegalStateException("header of a chunk must have room for a sum and a mark, but was " + header);
        }
        ByteBuffer copy = ByteBuffer.allocate(chunk.remaining()).put(chunk.duplicate());
        copy.put(text.length(), added.getBytes(StandardCharsets.ISO_8859_1));
        unmarked = inTransaction ? position + text.length() + added.length() : -1;
        return copy.flip();
    }

    /** The place of the first line feed, or the last place. */
    private static int endOfLine(ByteBuffer bytes) {
        int end = bytes.position();
        while (end < bytes.limit() - 1 && bytes.get(end) != '\n') {
            end++;
        }
        return end;
    }

    private void writeAll(ByteBuffer bytes, long position) throws IOException {
        int start = bytes.position();
        while (bytes.hasRemaining()) {
            base.write(bytes, position + bytes.position() - start);
        }
    }

    @Override
    public synchronized void force(boolean metaData) throws IOException {
        base.force(metaData);
        unforced = false;
    }
}
