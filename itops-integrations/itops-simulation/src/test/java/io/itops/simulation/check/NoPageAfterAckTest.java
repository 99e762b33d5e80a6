package io.itops.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Tree;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.testkit.simulation.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** I4 over merges and bundles: what it must find, and what it must let pass. */
class NoPageAfterAckTest {
    private static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");

    private static Moment told(String what, String incident) {
        Commit commit = Commit.builder()
                .event(new JournalEvent(
                        "incident." + what,
                        1,
                        AT,
                        Actor.user("ann"),
                        List.of(Ref.of("incident", incident)),
                        what,
                        Optional.empty(),
                        Tree.Obj.of(new TreeMap<>())))
                .build();
        return new Moment.Committed(AT, AT, "one", commit, RESULT);
    }

    private static final CommitResult RESULT = new CommitResult(1, 1, new TreeMap<>());

    private static Moment page(String incident) {
        return begun("page", Ref.of("incident", incident), new TreeMap<>());
    }

    private static Moment bundle(String... incidents) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("incidents", String.valueOf(incidents.length));
        for (int i = 0; i < incidents.length; i++) {
            facts.put("incident." + (i + 1), incidents[i]);
        }
        return begun("page-bundle", Ref.of("page-mailbox", "m"), facts);
    }

    private static Moment begun(String kind, Ref subject, SortedMap<String, String> facts) {
        Notification notification = new Notification(
                new Destination("pager", "ann"), Urgency.PAGE, kind, subject, 1, Severity.SEV2, "t", "b", facts);
        return new Moment.Begun(AT, "one", 1, new Delivery("d", 1, notification, Duration.ofSeconds(10)));
    }

    private static int violations(Moment... moments) {
        return NoPageAfterAck.check(Stream.of(moments).toList()).size();
    }

    @Test
    void aMergedIncidentIsSilent() {
        assertThat(violations(told("opened", "a"), told("merged", "a"), page("a")))
                .isEqualTo(1);
        assertThat(violations(told("opened", "a"), told("merged", "a"), told("paged", "a")))
                .isEqualTo(1);
        assertThat(violations(told("opened", "a"), told("merged", "a"), page("b")))
                .isZero();
    }

    @Test
    void whatComesBackIsAsItWasBefore() {
        assertThat(violations(
                        told("opened", "a"),
                        told("merged", "a"),
                        told("unmerged", "a"),
                        told("paged-again", "a"),
                        page("a")))
                .isZero();
        assertThat(violations(
                        told("opened", "a"),
                        told("acknowledged", "a"),
                        told("merged", "a"),
                        told("unmerged", "a"),
                        page("a")))
                .isEqualTo(1);
        assertThat(violations(
                        told("opened", "a"),
                        told("merged", "a"),
                        told("unmerged", "a"),
                        told("resolved", "a"),
                        page("a")))
                .isEqualTo(1);
    }

    @Test
    void aBundleIsJudgedByAllThatItTellsOf() {
        Moment a = told("acknowledged", "a");
        Moment b = told("merged", "b");
        assertThat(violations(told("opened", "a"), told("opened", "b"), a, bundle("a", "b")))
                .isZero();
        assertThat(violations(told("opened", "a"), told("opened", "b"), a, b, bundle("a", "b")))
                .isEqualTo(1);
    }
}
