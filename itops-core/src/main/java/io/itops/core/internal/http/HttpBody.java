package io.itops.core.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** Reads the body of an answer by its framing (RFC 9112, section 6): chunks, a length, or up to the end of the connection. */
final class HttpBody {
    private static final String WHAT = "body of the reply";
    private static final int MAX_LINE = 4 * 1024;
    private static final int MAX_TRAILERS = 64;

    private final InputStream in;
    private final int max;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private HttpBody(InputStream in, int max) {
        this.in = in;
        this.max = max;
    }

    static byte[] read(HttpReply reply, InputStream in, int max) throws IOException {
        HttpBody reading = new HttpBody(in, max);
        Optional<String> coding = reply.field("Transfer-Encoding");
        Optional<String> length = reply.field("Content-Length");
        if (reply.status() == 204 || reply.status() == 304) {
            return new byte[0];
        }
        if (coding.isPresent()) {
            if (!coding.get().toLowerCase(Locale.ROOT).equals("chunked")) {
                throw new IOException("the transfer coding of the reply is not chunked");
            }
            reading.chunks();
        } else if (length.isPresent()) {
            reading.exactly(number(length.get(), 10));
        } else {
            reading.rest();
        }
        return reading.body.toByteArray();
    }

    private void chunks() throws IOException {
        while (true) {
            String line = line();
            int extension = line.indexOf(';');
            long size = number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
            if (size == 0) {
                trailers();
                return;
            }
            exactly(size);
            if (!line().isEmpty()) {
                throw new IOException("a chunk of the reply is longer than it says");
            }
        }
    }

    private void trailers() throws IOException {
        for (int i = 0; i < MAX_TRAILERS; i++) {
            if (line().isEmpty()) {
                return;
            }
        }
        throw new IOException("the reply has more than " + MAX_TRAILERS + " trailer fields");
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed before the reply was complete");
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a line of the reply is longer than " + MAX_LINE + " bytes");
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private void exactly(long length) throws IOException {
        if (length > max - body.size()) {
            throw new TooLongException(WHAT, max);
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the connection was closed before the reply was complete");
        }
        body.writeBytes(bytes);
    }

    private void rest() throws IOException {
        byte[] bytes = in.readNBytes(max + 1);
        if (bytes.length > max) {
            throw new TooLongException(WHAT, max);
        }
        body.writeBytes(bytes);
    }

    private static long number(String digits, int radix) throws IOException {
        boolean wellFormed = !digits.isEmpty()
                && digits.length() <= 15
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        if (!wellFormed) {
            throw new IOException("the reply tells no length that is a number");
        }
        return Long.parseLong(digits, radix);
    }
}
