package io.itops.incident.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.incident.escalation.PageUrgency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTextTest {
    private static final Destination TO = new Destination("pager", "ann");

    @Test
    void idsOfAnyLengthFitToo() {
        List<Notification> pages = IntStream.range(0, Mailbox.MOST_WAITING)
                .mapToObj(i -> new Notification(
                        TO,
                        Urgency.PAGE,
                        "page",
                        Ref.of("incident", "i".repeat(190) + i),
                        Long.MAX_VALUE >> 12,
                        Severity.SEV2,
                        "a page",
                        "",
                        new TreeMap<>(Map.of(PageText.PERSON, "p".repeat(100)))))
                .toList();
        assertThat(BundledPage.of(PageText.together(Mailbox.empty(TO, PageUrgency.HIGH), pages)))
                .hasSize(Mailbox.MOST_WAITING)
                .allMatch(page -> page.person().length() == 100);
    }

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
                .hasSizeLessThanOrEqualTo(64);
        assertThat(BundledPage.of(together)).hasSize(number).contains(new BundledPage("i1", 1, "page", 1, ""));
        assertThat(together.title()).startsWith(number + " incidents");
    }
}
