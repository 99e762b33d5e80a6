package io.itops.benchmarks.prom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A request of Prometheus' remote write 0.1.0: a protobuf message of series with their labels and samples, in a snappy block that says every byte
 * as it is.
 */
final class RemoteWrite {
    private static final int TEXT_OR_MESSAGE = 2;
    private static final int EIGHT_BYTES = 1;
    private static final int VARINT = 0;
    private static final int MOST_LITERAL = 1 << 16;

    /** The tag of a literal whose length less one follows in two bytes. */
    private static final int LONG_LITERAL = 61 << 2;

    private final Message request = new Message();

    /** Adds a series; labels come in the order of their names. */
    void add(String metric, PromData data, int series, int firstRound, int lastRound, boolean gauge) {
        Message message = new Message();
        label(message, "__name__", metric);
        label(message, "instance", PromData.instance(series));
        label(message, "job", PromData.job(series));
        label(message, "region", PromData.region(series));
        for (int round = firstRound; round <= lastRound; round++) {
            Message sample = new Message();
            sample.number(1, gauge ? data.gauge(series, round) : data.counter(series, round));
            sample.number(2, PromData.sampledAt(round));
            message.part(2, sample.bytes());
        }
        request.part(1, message.bytes());
    }

    private static void label(Message series, String name, String value) {
        Message label = new Message();
        label.part(1, name.getBytes(StandardCharsets.UTF_8));
        label.part(2, value.getBytes(StandardCharsets.UTF_8));
        series.part(1, label.bytes());
    }

    byte[] body() {
        return snappy(request.bytes());
    }

    /** The snappy block of some bytes, without compression. */
    static byte[] snappy(byte[] plain) {
        Message out = new Message();
        out.varint(plain.length);
        for (int from = 0; from < plain.length; from += MOST_LITERAL) {
            int length = Math.min(MOST_LITERAL, plain.length - from);
            out.raw(LONG_LITERAL);
            out.raw((length - 1) & 0xFF);
            out.raw((length - 1) >>> 8);
            out.raw(plain, from, length);
        }
        return out.bytes();
    }

    /** A protobuf message under way. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void part(int field, byte[] content) {
            varint((long) field << 3 | TEXT_OR_MESSAGE);
            varint(content.length);
            raw(content, 0, content.length);
        }

        void number(int field, double value) {
            varint((long) field << 3 | EIGHT_BYTES);
            byte[] bytes = ByteBuffer.allocate(Double.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(value)
                    .array();
            raw(bytes, 0, bytes.length);
        }

        void number(int field, long value) {
            varint((long) field << 3 | VARINT);
            varint(value);
        }

        void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                raw((int) (rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            raw((int) rest);
        }

        void raw(int oneByte) {
            out.write(oneByte);
        }

        void raw(byte[] from, int offset, int length) {
            out.write(from, offset, length);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
