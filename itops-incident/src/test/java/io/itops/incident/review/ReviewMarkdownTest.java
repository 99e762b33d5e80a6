package io.itops.incident.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewMarkdownTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "plain text>plain text",
                "error rate above 5 %>error rate above 5 %",
                "- a list>\\- a list",
                "+ a list>\\+ a list",
                "1. a list>1\\. a list",
                "12) a list>12\\) a list",
                "2026 was a year>2026 was a year",
                "# heading>\\# heading",
                "a_b*c>a\\_b\\*c",
                "a|b>a\\|b",
                "[x](y)>\\[x\\](y)",
                "=====>\\=====",
                "back\\slash>back\\\\slash"
            })
    void anyTextIsTheTextOfOneLine(String given, String shown) {
        assertThat(ReviewMarkdown.text(given)).isEqualTo(shown);
    }

    @Test
    void lineBreaksAreShownAndNotMade() {
        assertThat(ReviewMarkdown.text("a\nb")).isEqualTo("a\\\\u000ab");
    }
}
