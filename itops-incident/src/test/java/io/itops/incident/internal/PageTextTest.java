package io.itops.incident.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.incident.escalation.PageUrgency;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTextTest {
    private static final Destination TO = new Destination("pager", "ann");

    @ParameterizedTest
    @ValueSource(ints = {2, 30, 31, 32, Mailbox.MOST_WAITING})
    void aStormOfPagesFitsIntoOneNotificationWithTheWorstFirst(int number) {
        List<Notification> pages = IntStream.rangeClosed(1, number)
                .mapToObj(i -> new Notification(
                        TO,
                        Urgency.PAGE,
                        "page",
                        Ref.of("incident", "i" + i),
                        1,
                        i == number ? Severity.SEV1 : Severity.SEV3,
                        "page " + i + " " + "x".repeat(250),
                        "body",
                        new TreeMap<>()))
                .toList();
        Notification together = PageText.together(Mailbox.empty(TO, PageUrgency.HIGH), pages);
        assertThat(together.severity()).isEqualTo(Severity.SEV1);
        assertThat(together.facts())
                .containsEntry("incidents", String.valueOf(number))
                .containsEntry("incident.1", "i" + number)
                .hasSize(1 + 2 * Math.min(number, PageText.LISTED));
        assertThat(together.title()).startsWith(number + " incidents");
    }
}
