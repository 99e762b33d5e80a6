package io.itops.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpBodyTest {
    private static final Map<String, String> CHUNKED = Map.of("transfer-encoding", "chunked");

    private static String read(Map<String, String> fields, String body, int max) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return new String(
                HttpBody.read(new HttpReply(200, fields), new ByteArrayInputStream(bytes), max),
                StandardCharsets.ISO_8859_1);
    }

    @Test
    void chunksArePutTogetherWithoutTheirExtensionsAndTrailers() throws IOException {
        assertThat(read(CHUNKED, "4;name=x\r\nabcd\r\n2\r\nef\r\n0\r\nTrailer: 1\r\n\r\n", 100))
                .isEqualTo("abcdef");
        assertThat(read(CHUNKED, "A\r\n0123456789\r\n0\r\n\r\n", 10)).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4\r\nab",
                "4\r\nabcd\r\n",
                "4\r\nabcd\r\n2",
                "4",
                "",
                "x\r\nabcd\r\n0\r\n\r\n",
                "-1\r\nabcd\r\n0\r\n\r\n",
                "4\r\nabcdef\r\n0\r\n\r\n",
                "fffffffffffffffff\r\nabcd\r\n0\r\n\r\n"
            })
    void chunksThatBreakOffOrAreMalformedAreNoBody(String body) {
        assertThatThrownBy(() -> read(CHUNKED, body, 100)).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyThatIsShorterThanItsLengthIsNone() {
        assertThatThrownBy(() -> read(Map.of("content-length", "5"), "abcd", 100))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatComesBehindTheLengthIsLeft() throws IOException {
        assertThat(read(Map.of("content-length", "3"), "abcd", 100)).isEqualTo("abc");
    }

    @Test
    void withoutALengthTheBodyEndsWithTheConnection() throws IOException {
        assertThat(read(Map.of(), "abcd", 100)).isEqualTo("abcd");
    }

    @Test
    void theLimitHoldsForEachWayToTellTheEnd() throws IOException {
        assertThat(read(Map.of(), "abcd", 4)).isEqualTo("abcd");
        assertThat(read(Map.of("content-length", "4"), "abcd", 4)).isEqualTo("abcd");
        assertThat(read(CHUNKED, "4\r\nabcd\r\n0\r\n\r\n", 4)).isEqualTo("abcd");
        assertThatThrownBy(() -> read(Map.of(), "abcd", 3)).isInstanceOf(TooLongException.class);
        assertThatThrownBy(() -> read(Map.of("content-length", "4"), "abcd", 3)).isInstanceOf(TooLongException.class);
        assertThatThrownBy(() -> read(CHUNKED, "4\r\nabcd\r\n0\r\n\r\n", 3)).isInstanceOf(TooLongException.class);
        assertThatThrownBy(() -> read(CHUNKED, "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n", 3))
                .isInstanceOf(TooLongException.class);
    }
}
