package io.itops.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the in-memory store keeps its parts in, against the collections of the JDK. */
class MemoryCollectionsProperties {
    /** A value with a key that collides often. */
    private record Numbered(Key key, int version) {}

    private record Key(int number) {
        @Override
        public int hashCode() {
            return number % 7;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.number == number;
        }
    }

    /** Positive: add; negative: remove. */
    @Provide
    Arbitrary<List<Integer>> changes() {
        return Arbitraries.integers().between(-400, 400).list().ofMaxSize(600);
    }

    @Property(tries = 300)
    void aKeyedSetIsAMapOfWhatItsValuesSay(@ForAll("changes") List<Integer> changes) {
        KeyedSet<Key, Numbered> set = new KeyedSet<>(Numbered::key);
        TreeMap<Integer, Numbered> model = new TreeMap<>();
        for (int i = 0; i < changes.size(); i++) {
            int number = Math.abs(changes.get(i));
            if (changes.get(i) > 0) {
                Numbered value = new Numbered(new Key(number), i);
                assertThat(set.put(value)).isEqualTo(model.put(number, value));
            } else {
                assertThat(set.remove(new Key(number))).isEqualTo(model.remove(number));
            }
            assertThat(set.size()).isEqualTo(model.size());
        }
        for (int number = 0; number <= 400; number++) {
            assertThat(set.find(new Key(number))).isEqualTo(model.get(number));
        }
    }

    @Property(tries = 300)
    void chunksAreASortedSet(
            @ForAll("changes") List<Integer> changes, @ForAll("changes") List<Integer> asked, @ForAll boolean rising) {
        SortedChunks<Integer> chunks = new SortedChunks<>(Comparator.naturalOrder());
        NavigableSet<Integer> model = new TreeSet<>();
        if (rising) {
            for (int i = 0; i < 400; i += 2) {
                assertThat(chunks.add(i)).isEqualTo(model.add(i));
            }
        }
        for (int change : changes) {
            int value = Math.abs(change);
            if (change > 0) {
                assertThat(chunks.add(value)).isEqualTo(model.add(value));
            } else {
                assertThat(chunks.remove(value)).isEqualTo(model.remove(value));
            }
        }
        assertThat(chunks.isEmpty()).isEqualTo(model.isEmpty());
        assertThat(listed(chunks.all(false))).isEqualTo(List.copyOf(model));
        assertThat(listed(chunks.all(true))).isEqualTo(List.copyOf(model.descendingSet()));
        for (int value : asked.subList(0, Math.min(asked.size(), 20))) {
            Predicate<Integer> before = other -> other < value;
            assertThat(listed(chunks.upFrom(before))).isEqualTo(List.copyOf(model.tailSet(value, true)));
            assertThat(listed(chunks.downFrom(before)))
                    .isEqualTo(List.copyOf(model.headSet(value, false).descendingSet()));
        }
        if (!model.isEmpty()) {
            assertThat(chunks.first()).isEqualTo(model.first());
        }
    }

    @Test
    void thereIsNothingBehindTheEnd() {
        SortedChunks<Integer> chunks = new SortedChunks<>(Comparator.naturalOrder());
        assertThatThrownBy(chunks::first).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(chunks.all(true)::next).isInstanceOf(NoSuchElementException.class);
        assertThat(chunks.remove(1)).isFalse();
    }

    /** Two texts that share a place take it from each other. */
    @Test
    void thePoolGivesTheTextThatCameBeforeAndNeverAnother() {
        TextPool pool = new TextPool();
        List<String> sharing = List.of("BB-acknowledged", "Aa-acknowledged");
        assertThat(sharing.get(0).hashCode()).isEqualTo(sharing.get(1).hashCode());
        for (String text : List.of("", "triggered", sharing.get(0), sharing.get(1))) {
            String first = pool.pooled(copy(text));
            assertThat(first).isEqualTo(text);
            assertThat(pool.pooled(copy(text))).isSameAs(first);
        }
        String again = copy(sharing.get(0));
        assertThat(pool.pooled(again)).isSameAs(again);
    }

    private static String copy(String text) {
        return new String(text.toCharArray());
    }

    @Test
    void whatIsPackedIsReadAsItWasWritten() {
        EventTexts texts = new EventTexts();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 3 * EventTexts.NEWEST; i++) {
            String text = "{\"n\":" + i + ",\"text\":\"" + "ä€\uD83D\uDE00".repeat(i % 50) + "\\n\"}";
            written.add(text);
            texts.add(text);
            assertThat(texts.size()).isEqualTo(i + 1);
        }
        texts.add("x".repeat(1 << 20));
        for (int i = 0; i < EventTexts.NEWEST; i++) {
            texts.add("");
        }
        for (int i = 0; i < written.size(); i += i % 5 + 1) {
            assertThat(texts.get(i)).isEqualTo(written.get(i));
            int opposite = written.size() - 1 - i;
            assertThat(texts.get(opposite)).isEqualTo(written.get(opposite));
        }
        assertThat(texts.get(written.size())).hasSize(1 << 20);
        assertThat(texts.get(texts.size() - 1)).isEmpty();
        assertThatThrownBy(() -> texts.get(texts.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<Integer> listed(Iterator<Integer> values) {
        List<Integer> listed = new ArrayList<>();
        values.forEachRemaining(listed::add);
        return listed;
    }
}
