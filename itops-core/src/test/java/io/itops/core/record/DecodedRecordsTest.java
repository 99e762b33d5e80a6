package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.FormatException;
import io.itops.core.Meters;
import io.itops.core.store.Commit;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.StoredRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodedRecordsTest {
    private static final RecordType<Note> TYPE = type();

    private final DecodedRecords decoded = new DecodedRecords(Meters.none(), 1_000);

    private record Note(String id, String text) {}

    private static RecordType<Note> type() {
        return RecordType.of("note", 1, t -> {
            t.id(Note::id);
            var id = t.field("id", Codec.TEXT, Note::id);
            var text = t.field("text", Codec.TEXT, Note::text);
            return row -> new Note(row.get(id), row.get(text));
        });
    }

    private static StoredRecord stored(String text, long version) {
        return TYPE.toStored(new Note("a", text), version);
    }

    /** The same record as another read of a database gives it. */
    private static StoredRecord copy(StoredRecord stored) {
        return new StoredRecord(
                stored.ref(),
                stored.version(),
                stored.schema(),
                new String(stored.json().toCharArray()),
                List.of());
    }

    @Test
    void aTextThatWasReadIsNotParsedAgain() {
        StoredRecord first = stored("one", 1);
        Note note = decoded.read(TYPE, first);

        assertThat(note).isEqualTo(new Note("a", "one"));
        assertThat(decoded.read(TYPE, first)).isSameAs(note);
        assertThat(decoded.read(TYPE, copy(first))).isSameAs(note);
    }

    @Test
    void whatIsWrittenIsNotParsedWhenItIsReadAgain() {
        Note note = new Note("a", "one");
        InMemoryStore store = new InMemoryStore();
        Records records = new Records(store);
        store.commit(Commit.builder().put(records.toStored(TYPE, note, 1), 0).build());

        assertThat(records.get(TYPE, "a")).isEqualTo(new Versioned<>(note, 1));
        assertThat(records.get(TYPE, "a").value()).isSameAs(note);
        assertThat(new Records(store).get(TYPE, "a").value()).isEqualTo(note).isNotSameAs(note);
    }

    @Test
    void whatWasWrittenButNeverStoredIsNotGiven() {
        InMemoryStore store = new InMemoryStore();
        Records records = new Records(store);
        store.commit(Commit.builder().put(stored("one", 1), 0).build());
        records.toStored(TYPE, new Note("a", "another"), 1);
        records.toStored(TYPE, new Note("b", "never"), 1);

        assertThat(records.get(TYPE, "a").value().text()).isEqualTo("one");
        assertThat(records.find(TYPE, "b")).isEmpty();
    }

    @Test
    void anotherVersionIsReadAnewAlsoAnOlderOne() {
        decoded.read(TYPE, stored("one", 1));

        assertThat(decoded.read(TYPE, stored("two", 2)).text()).isEqualTo("two");
        assertThat(decoded.read(TYPE, stored("one", 1)).text()).isEqualTo("one");
    }

    /** A store that was put back from a backup counts its versions from there. */
    @Test
    void anotherTextOfTheSameVersionIsReadAnew() {
        decoded.read(TYPE, stored("one", 1));

        assertThat(decoded.read(TYPE, stored("one, but otherwise", 1)).text()).isEqualTo("one, but otherwise");
    }

    @Test
    void anotherTypeOfTheSameNameReadsForItself() {
        Note note = decoded.read(TYPE, stored("one", 1));

        assertThat(decoded.read(type(), stored("one", 1))).isEqualTo(note).isNotSameAs(note);
    }

    @Test
    void whatCannotBeReadFailsEachTime() {
        StoredRecord broken = new StoredRecord(TYPE.ref("a"), 1, 1, "{}", List.of());

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> decoded.read(TYPE, broken)).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void theTextsHeldAreBounded() {
        for (int i = 0; i < 100; i++) {
            decoded.read(TYPE, TYPE.toStored(new Note("note-" + i, "x".repeat(60)), 1));
        }

        assertThat(decoded.sizeAfterCleanUp()).isBetween(5L, 12L);
    }
}
