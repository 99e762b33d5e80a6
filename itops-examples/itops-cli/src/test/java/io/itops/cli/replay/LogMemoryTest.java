package io.itops.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class LogMemoryTest {
    private static final int ROWS = 50_000;

    /** A log that is nowhere as a whole. */
    private static final class Rows extends Reader {
        private final StringBuilder text = new StringBuilder("id,at,state,note\n");
        private int row;

        @Override
        public int read(char[] into, int offset, int length) {
            while (text.length() < length && row < ROWS) {
                // all cases are open at once; each row says another time
                text.append("INC").append(row % (ROWS / 5)).append(',').append(1_700_000_000L + row);
                text.append(row % 2 == 0 ? ",new" : ",work").append(",what somebody wrote about it\n");
                row++;
            }
            int count = Math.min(length, text.length());
            text.getChars(0, count, into, offset);
            text.delete(0, count);
            return count == 0 ? -1 : count;
        }

        @Override
        public void close() {
            row = ROWS;
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void aRowThatWasReadTakesAtMostAHundredAndThirtyBytes() throws IOException {
        LogMapping mapping = MappingReader.read("""
                case: id
                time: {column: at, pattern: epoch-seconds}
                order: [{column: at, type: instant, pattern: epoch-seconds}]
                state: {column: state, values: {new: open, work: in progress}}
                """);
        long before = used();
        Log log = LogReader.read(new Rows(), mapping);
        long taken = (used() - before) / ROWS;

        assertThat(log.events()).isEqualTo(ROWS);
        assertThat(taken).as("bytes of a row").isBetween(10L, 130L);
    }
}
