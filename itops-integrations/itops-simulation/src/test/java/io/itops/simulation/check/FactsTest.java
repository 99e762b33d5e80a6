package io.itops.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Ref;
import io.itops.core.store.Commit;
import io.itops.core.store.StoredRecord;
import io.itops.simulation.OperationsDay;
import io.itops.testkit.simulation.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static StoredRecord record(String json) {
        return new StoredRecord(Ref.of("incident", "1"), 1, 1, json, List.of());
    }

    @Test
    void aWordIsFoundAmongTextsThatLookLikeIt() {
        StoredRecord record = record("{\"a\":{\"state\":\"INNER\"},\"b\":[\"state\",{\"state\":\"DEEP\"}],"
                + "\"c\":\"\\\",\\\"state\\\":\\\"QUOTED\\\"}{[\",\"state\":\"OPEN\",\"states\":\"NO\"}");

        assertThat(Facts.word(record, "state"))
                .isEqualTo("OPEN")
                .isEqualTo(Facts.of(record).text("state"));
        assertThat(Facts.word(record, "states")).isEqualTo("NO");
        assertThatThrownBy(() -> Facts.word(record, "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Facts.word(record, "INNER")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWordsOfADayAreThoseOfTheWholeRecords() {
        int words = 0;
        for (Moment.Committed committed : OperationsDay.of(7).build().run().moments(Moment.Committed.class)) {
            for (Commit.Put put : committed.commit().puts()) {
                for (StateTable table : StateTable.ALL) {
                    if (put.record().ref().type().equals(table.type())) {
                        assertThat(Facts.word(put.record(), table.member()))
                                .isEqualTo(Facts.of(put.record()).text(table.member()));
                        words++;
                    }
                }
            }
        }
        assertThat(words).isGreaterThan(600);
    }
}
