package io.itops.incident.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFormTest {
    private static final RequestForm FORM = RequestForm.of(
            FormField.required("reason", "Why?", new FieldType.Text(3, 5)),
            FormField.required(
                    "count",
                    "How many?",
                    new FieldType.Decimal(Optional.of(BigDecimal.ONE), Optional.of(BigDecimal.TEN), true)),
            FormField.optional(
                    "price", "How much?", new FieldType.Decimal(Optional.of(BigDecimal.ZERO), Optional.empty(), false)),
            FormField.required("size", "Which?", new FieldType.Choice(List.of("13", "15"))),
            FormField.required(
                    "from",
                    "From when?",
                    new FieldType.Day(
                            Optional.of(LocalDate.of(2026, 11, 24)), Optional.of(LocalDate.of(2026, 12, 24)))),
            FormField.required("boss", "Who is your manager?", new FieldType.Person()),
            FormField.optional("new", "A new one?", new FieldType.Flag()));

    private static final Map<String, String> FINE =
            Map.of("reason", "old", "count", "2", "size", "13", "from", "2026-11-30", "boss", "eve", "new", "true");

    @Test
    void answersThatWillDoHaveNoProblem() {
        assertThat(FORM.problems(FINE)).isEmpty();
    }

    @Test
    void allThatIsWrongIsToldAtOnceInTheOrderOfTheFields() {
        List<Reason> problems = FORM.problems(Map.of(
                "reason", "because",
                "count", "2.5",
                "price", "-0.01",
                "from", "2026-12-25",
                "boss", " ",
                "new", "yes",
                "colour", "red"));
        assertThat(problems).extracting(Reason::code).containsOnly("bad-answer");
        assertThat(problems)
                .extracting(Reason::text)
                .containsExactly(
                        "answer to reason must have 3 to 5 characters, but was because",
                        "answer to count must be a whole number of at least 1 and at most 10, but was 2.5",
                        "answer to price must be a number of at least 0, but was -0.01",
                        "answer to size must be given, but was not",
                        "answer to from must be a day such as 2026-11-24 from 2026-11-24 on until 2026-12-24, but was 2026-12-25",
                        "answer to boss must be given, but was not",
                        "answer to new must be true or false, but was yes",
                        "there is no field colour");
    }

    @ParameterizedTest
    @CsvSource({
        "count, 1",
        "count, 10",
        "count, 2.0",
        "count, +3",
        "price, 0",
        "price, 0.000",
        "reason, 𝟚𝟛𝟜",
        "from, 2026-11-24",
        "from, 2026-12-24",
        "size, 15",
        "new, false"
    })
    void boundsAreInside(String field, String answer) {
        assertThat(FORM.problems(with(field, answer))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "count, 0",
        "count, 11",
        "count, 1e1",
        "count, two",
        "count, 0x1",
        "price, NaN",
        "reason, ab",
        "reason, abcdef",
        "from, 2026-11-23",
        "from, 24.11.2026",
        "from, 2026-02-30",
        "from, 12026-11-24",
        "size, 14",
        "new, TRUE"
    })
    void whatLiesOutsideIsTold(String field, String answer) {
        assertThat(FORM.problems(with(field, answer)))
                .singleElement()
                .extracting(Reason::text)
                .asString()
                .startsWith("answer to " + field + " must ");
    }

    @Test
    void aNumberOfManyDigitsCostsNothing() {
        assertThat(FORM.problems(with("count", "9".repeat(9_000)))).hasSize(1);
    }

    private static Map<String, String> with(String field, String answer) {
        Map<String, String> answers = new java.util.TreeMap<>(FINE);
        answers.put(field, answer);
        return answers;
    }

    @Test
    void whatNoFormCanAskIsRefused() {
        FormField twice = FormField.required("a", "A?", new FieldType.Flag());
        assertThatThrownBy(() -> RequestForm.of(twice, twice))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("used once");
        assertThatThrownBy(() -> new FieldType.Text(5, 4)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new FieldType.Choice(List.of("a", "a"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        new FieldType.Day(Optional.of(LocalDate.of(2026, 1, 2)), Optional.of(LocalDate.of(2026, 1, 1))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new FieldType.Decimal(Optional.of(BigDecimal.TEN), Optional.of(BigDecimal.ONE), false))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> FORM.problems(Map.of("Not A Name", "x"))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void itemsSurviveTheStore() {
        CatalogueItem item = CatalogueItem.builder("laptop", "a laptop")
                .ask(FORM.fields().get(0))
                .ask(FORM.fields().get(1))
                .ask(FORM.fields().get(4))
                .approval(ApprovalPolicy.all("eve").withVeto().within(java.time.Duration.ofDays(2)))
                .step("pick it", "stores", java.time.Duration.ofHours(4))
                .build();
        var shape = CatalogueItem.TYPE.shape();
        assertThat(shape.read(shape.write(item))).isEqualTo(item);
    }
}
