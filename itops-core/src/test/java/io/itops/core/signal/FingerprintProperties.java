package io.itops.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is scanned by hand is what the patterns say that define it. */
class FingerprintProperties {
    private static final Pattern ID = Pattern.compile("\\b(?=[0-9a-f-]*[0-9])[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\\b");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:[.,][0-9]+)*");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    @Provide
    Arbitrary<String> summaries() {
        return Arbitraries.of(
                        "disk",
                        "90.5",
                        "1,000",
                        "7",
                        ".",
                        ",",
                        "..",
                        " ",
                        "  ",
                        "\t",
                        "\n",
                        "\u000b",
                        "\u00a0",
                        "\u2003",
                        "deadbeef",
                        "deadbee1",
                        "12345678",
                        "550e8400-e29b-41d4",
                        "-",
                        "_",
                        "web01",
                        "A",
                        "É",
                        "#",
                        "abc")
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(parts -> String.join("", parts))
                .filter(text -> !text.isBlank());
    }

    @Property
    void theScannedTextIsThatOfThePatterns(@ForAll("summaries") String summary) {
        String words = summary.toLowerCase(Locale.ROOT);
        words = NUMBER.matcher(ID.matcher(words).replaceAll("#")).replaceAll("#");
        words = WHITE_SPACE.matcher(words.strip()).replaceAll(" ");

        assertThat(Fingerprint.of(Map.of(), summary).text()).isEqualTo(words);
    }
}
