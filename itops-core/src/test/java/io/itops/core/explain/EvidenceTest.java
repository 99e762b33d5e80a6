package io.itops.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    @Test
    void factsKeepTheirOrderAndANewOneOfANameTakesThePlaceOfTheOld() {
        Explanation why = Explanation.of("it is late")
                .with("zone", "b")
                .with("age", 3)
                .with("zone", "a")
                .with("bytes", "");

        assertThat(why.evidence())
                .containsExactly(Map.entry("zone", "a"), Map.entry("age", "3"), Map.entry("bytes", ""));
        assertThat(why.evidence().get("age")).isEqualTo("3");
        assertThat(why.evidence().get("Age")).isNull();
        assertThat(why.evidence()).doesNotContainKey("").containsKey("bytes").hasSize(3);
    }

    @Test
    void anExplanationOfAnyMapEqualsTheOneThatWasBuiltFactByFact() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("b", "1");
        facts.put("a", "2");
        Explanation whole = new Explanation("it is late", facts, OptionalDouble.empty(), List.of());
        facts.put("c", "too late");

        Explanation built = Explanation.of("it is late").with("b", "1").with("a", "2");
        assertThat(built).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(whole.evidence()).isEqualTo(Map.of("a", "2", "b", "1"));
        assertThat(Explanation.CODEC.read(Explanation.CODEC.write(built))).isEqualTo(whole);
    }

    @Test
    void factsAreNotChanged() {
        Map<String, String> facts = Explanation.of("it is late").with("a", "1").evidence();
        Iterator<Map.Entry<String, String>> each = facts.entrySet().iterator();
        each.next();

        assertThatThrownBy(() -> facts.put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> facts.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(facts::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(each::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // a caller without null checks
    void whatIsNoFactIsRefused() {
        Explanation why = Explanation.of("it is late");
        Map<String, String> nameless = new HashMap<>();
        nameless.put(null, "1");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 1_000_000; i++) {
            many.put("fact " + i, "1");
        }

        assertThatThrownBy(() -> why.with(" ", "1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("evidence name must not be blank");
        assertThatThrownBy(() -> why.with("a", "v".repeat(4_001)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("evidence value must be at most 4000 characters");
        assertThatThrownBy(() -> new Explanation("it is late", nameless, OptionalDouble.empty(), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("evidence name must be given");
        assertThatThrownBy(() -> new Explanation("it is late", many, OptionalDouble.empty(), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("evidence must have 0 to 64 elements");
    }
}
