package io.itops.monitoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void labelsAreSortedWhateverTheOrderGiven() {
        Labels one = Labels.of("b", "2", "a", "1", "__name__", "m");
        Labels other = Labels.metric("m", "a", "1", "b", "2");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(IntStream.range(0, one.size()).mapToObj(one::nameAt)).containsExactly("__name__", "a", "b");
        assertThat(one.asMap().keySet()).containsExactly("__name__", "a", "b");
    }

    @Test
    void namesAreOrderedByCodePointAsUtf8BytesAre() {
        String beyondFirstPlane = new String(Character.toChars(0x1F600));
        Labels labels = Labels.of(beyondFirstPlane, "x", "\uFF5E", "y");

        assertThat(labels.nameAt(0)).isEqualTo("\uFF5E");
        assertThat(Labels.of("a", "\uFF5E")).isLessThan(Labels.of("a", beyondFirstPlane));
    }

    @Test
    void anEmptyValueIsTheSameAsNoLabel() {
        assertThat(Labels.of("a", "")).isEqualTo(Labels.empty());
        assertThat(Labels.of("a", "1").with("a", "")).isEqualTo(Labels.empty());
        assertThat(Labels.of("a", "1").get("b")).isEmpty();
    }

    @Test
    void labelsAreKeptAndLeftOut() {
        Labels labels = Labels.metric("m", "a", "1", "b", "2");

        assertThat(labels.keep(List.of("a", "z"))).isEqualTo(Labels.of("a", "1"));
        assertThat(labels.without(List.of("a", "z"))).isEqualTo(Labels.metric("m", "b", "2"));
        assertThat(labels.withoutMetricName()).isEqualTo(Labels.of("a", "1", "b", "2"));
        assertThat(Labels.of("a", "1").withoutMetricName()).isEqualTo(Labels.of("a", "1"));
        assertThat(labels.with("a", "9").get("a")).isEqualTo("9");
    }

    @Test
    void orderComparesNameThenValueThenLength() {
        assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "2"));
        assertThat(Labels.of("a", "2")).isLessThan(Labels.of("b", "1"));
        assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "1", "b", "1"));
        assertThat(Labels.of("a", "1").compareTo(Labels.of("a", "1"))).isZero();
    }

    @Test
    void labelsPrintAsPrometheusPrintsThem() {
        assertThat(Labels.metric("m", "b", "2", "a", "1")).hasToString("m{a=\"1\", b=\"2\"}");
        assertThat(Labels.metric("m")).hasToString("m");
        assertThat(Labels.of("a", "x\"y\\z\n")).hasToString("{a=\"x\\\"y\\\\z\\n\"}");
        assertThat(Labels.empty()).hasToString("{}");
        assertThat(Labels.metric("my.metric", "my.label", "v")).hasToString("{\"my.metric\", \"my.label\"=\"v\"}");
    }

    @Test
    void limitsAreHeldWithTheRuleAndTheValue() {
        String longName = "n".repeat(Labels.MAX_NAME + 1);
        String longValue = "v".repeat(Labels.MAX_VALUE + 1);
        Labels.Builder many = Labels.builder();
        IntStream.rangeClosed(0, Labels.MAX_LABELS).forEach(i -> many.put("l" + i, "v"));

        assertThatThrownBy(() -> Labels.of(longName, "v"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("label name must be at most 128 characters");
        assertThatThrownBy(() -> Labels.of("a", longValue))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("label value must be at most 1024 characters");
        assertThatThrownBy(many::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("labels must have 0 to 64 elements, but was 65");
        assertThatThrownBy(() -> Labels.of("a", "1", "a", "2")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Labels.of("a")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Labels.of("", "v")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Labels.of("a", "\u0000")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Labels.of("a", "\uD800")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        String wide = new String(Character.toChars(0x1F600)).repeat(Labels.MAX_VALUE);

        assertThat(Labels.of("a", wide).get("a")).isEqualTo(wide);
    }

    @Test
    void aBuilderGathersWhatASortedMapWould() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Labels.Builder builder = Labels.builder();
            TreeMap<String, String> map = new TreeMap<>();
            for (int j = random.nextInt(40); j > 0; j--) {
                String name = "n" + random.nextInt(30);
                String value = random.nextInt(4) == 0 ? "" : "v" + random.nextInt(3);
                builder.put(name, value);
                map.put(name, value);
                if (random.nextInt(5) == 0) {
                    String gone = "n" + random.nextInt(30);
                    builder.remove(gone);
                    map.remove(gone);
                }
            }
            map.values().removeIf(String::isEmpty);
            assertThat(builder.build().asMap()).containsExactlyEntriesOf(map);
            assertThat(builder.build()).isEqualTo(Labels.of(map));
            assertThat(builder.build().toBuilder().put("m", "x").build().get("m"))
                    .isEqualTo("x");
        }
    }

    @Test
    void aBuilderEndsLongBeforeItIsHuge() {
        Labels.Builder many = Labels.builder();

        assertThatThrownBy(() -> IntStream.range(0, 1_000_000).forEach(i -> many.put("l" + i, "v")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("labels must have 0 to 64 elements, but was 256");
    }
}
