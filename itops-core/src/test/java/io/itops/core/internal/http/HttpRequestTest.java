package io.itops.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRequestTest {
    private static HttpRequest get(String target) {
        return HttpRequest.get(URI.create(target), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/, 80, false",
        "https://a/, 443, true",
        "HTTPS://a/, 443, true",
        "Http://a/, 80, false",
        "https://a:8443/, 8443, true"
    })
    void theSchemeDecidesOverTlsAndPortInWhateverCaseItIsWritten(String target, int port, boolean secure) {
        assertThat(get(target).port()).isEqualTo(port);
        assertThat(get(target).secure()).isEqualTo(secure);
    }

    @Test
    void whatIsNotAsciiInThePathIsSentAsItWasChecked() {
        HttpRequest request = get("http://a/m\u00e9?q=\u00e9");

        assertThat(new String(request.toBytes(), StandardCharsets.US_ASCII))
                .startsWith("GET /m%C3%A9?q=%C3%A9 HTTP/1.1\r\n");
    }

    @Test
    void noHeaderCanBeginAnotherLine() {
        assertThatThrownBy(() -> HttpRequest.get(URI.create("http://a/"), Map.of("X", "1\r\nY: 2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("header value must be printable ASCII");
    }
}
