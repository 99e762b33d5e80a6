package io.itops.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTableTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1.234 | 1.23", "9.999 | 10.0", "38.62 | 38.6", "99.97 | 100", "17400.4 | 17,400"})
    void figuresHaveThreeDigits(double value, String shown) {
        assertThat(ResultTable.digits(value)).isEqualTo(shown);
    }

    @Test
    void aTableWithoutResultsHasItsHead() {
        assertThat(ResultTable.of(List.of(), "a sample"))
                .isEqualTo("| who | ns a sample, median | least | greatest |\n|---|---|---|---|\n");
    }
}
