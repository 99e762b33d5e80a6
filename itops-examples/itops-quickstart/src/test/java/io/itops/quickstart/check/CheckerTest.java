package io.itops.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.itops.core.journal.JournalEvent;
import io.itops.core.journal.StoredEvent;
import io.itops.quickstart.receiver.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {
    @Test
    void passesARunInWhichEverythingHappened() {
        Verdict verdict = HandMade.complete().judge();

        assertThat(verdict.missing()).isEmpty();
        assertThat(verdict.done()).hasSameSizeAs(Steps.guiltyChange(HandMade.TITLE));
        assertThat(verdict.detail()).contains("16 journal entries", "2 deliveries", "0 duplicates");
    }

    static Stream<Arguments> missingEntries() {
        return Stream.of(
                arguments("change.proposed", "the change is deployed"),
                arguments("change.started", "the change is deployed"),
                arguments("demo.configured", "the change is deployed"),
                arguments("alert.firing", "the rule fires"),
                arguments("incident.opened", "an incident opens"),
                arguments("incident.paged", "ann is paged"),
                arguments("delivery.sent", "ann's page is verified by the receiver"),
                arguments("incident.acknowledged", "bob acknowledges over HTTP what he saw"),
                arguments("demo.suspects-ranked", "the guilty change is ranked first among nine"),
                arguments("change.finished", "the guilty change is backed out"),
                arguments("alert.resolved", "the alert resolves"),
                arguments("incident.resolved", "the incident resolves"),
                arguments("incident.closed", "the incident closes"),
                arguments("demo.review-drafted", "a review is drafted"));
    }

    @ParameterizedTest
    @MethodSource("missingEntries")
    void namesTheStepThatAMissingEntryWouldShow(String type, String step) {
        assertThat(HandMade.complete()
                        .without(event -> event.type().equals(type))
                        .judge()
                        .missing())
                .isEqualTo(step);
    }

    static Stream<Arguments> otherEntries() {
        return Stream.of(
                arguments(
                        HandMade.event("demo.configured", "deployer", "{\"connections\":32}", "component/ledger-app"),
                        "the change is deployed"),
                arguments(
                        HandMade.event("incident.paged", "signal", HandMade.paged("lea", 1), "incident/one"),
                        "ann is paged"),
                arguments(
                        HandMade.event("incident.acknowledged", "ann", "{}", "incident/one"),
                        "bob acknowledges over HTTP what he saw"),
                arguments(
                        HandMade.event("demo.suspects-ranked", "bob", HandMade.ranked("change/x", 9), "incident/one"),
                        "the guilty change is ranked first among nine"),
                arguments(
                        HandMade.event(
                                "demo.suspects-ranked", "bob", HandMade.ranked("change/guilty", 8), "incident/one"),
                        "the guilty change is ranked first among nine"),
                arguments(
                        HandMade.event("change.finished", "bob", "{\"outcome\":\"SUCCESSFUL\"}", "change/guilty"),
                        "the guilty change is backed out"),
                arguments(
                        HandMade.event("demo.review-drafted", "bob", "{\"timeline\":20}", "incident/one"),
                        "a review is drafted"));
    }

    @ParameterizedTest
    @MethodSource("otherEntries")
    void namesTheStepThatAnEntryDoesNotShow(JournalEvent event, String step) {
        assertThat(HandMade.complete().with(event).judge().missing()).isEqualTo(step);
    }

    @Test
    void namesTheEscalationIfBobWasPagedByNobody() {
        Predicate<JournalEvent> bobs = event ->
                event.type().equals("incident.paged") && event.actor().id().equals("escalation");

        assertThat(HandMade.complete().without(bobs).judge().missing()).isEqualTo("the page escalates to bob");
    }

    static Stream<Arguments> missingLines() {
        return Stream.of(
                arguments("a", LogLine.What.ACCEPTED, "ann's page is verified by the receiver"),
                arguments("b", LogLine.What.ACCEPTED, "bob's page is verified by the receiver"),
                arguments("b", LogLine.What.ANSWERED, "bob acknowledges over HTTP what he saw"));
    }

    @ParameterizedTest
    @MethodSource("missingLines")
    void believesTheJournalOnlyWhatTheReceiverConfirms(String delivery, LogLine.What what, String step) {
        assertThat(HandMade.complete()
                        .withoutLines(line -> line.delivery().equals(delivery) && line.what() == what)
                        .judge()
                        .missing())
                .isEqualTo(step);
    }

    @Test
    void anAnswerThatNamedAnotherVersionIsNone() {
        HandMade run = HandMade.complete()
                .withoutLines(line -> line.what() == LogLine.What.ANSWERED)
                .plus(HandMade.line(LogLine.What.ANSWERED, "b", "bob", 7, "HTTP 200", 1));

        assertThat(run.judge().missing()).isEqualTo("bob acknowledges over HTTP what he saw");
    }

    @Test
    void anAnswerThatWasTakenInAndRepeatedMayBeRefusedTheSecondTime() {
        HandMade once = HandMade.complete()
                .withoutLines(line -> line.what() == LogLine.What.ANSWERED)
                .plus(HandMade.line(LogLine.What.ANSWERED, "b", "bob", 2, "HTTP 409", 1));

        assertThat(once.judge().missing()).isEqualTo("bob acknowledges over HTTP what he saw");
        assertThat(once.plus(HandMade.line(LogLine.What.ANSWERING, "b", "bob", 2, "", 1))
                        .judge()
                        .passed())
                .isTrue();
    }

    @Test
    void stepsInTheWrongOrderDoNotCount() {
        HandMade run = HandMade.complete()
                .without(event -> event.type().equals("alert.resolved"))
                .with(HandMade.event("alert.firing", "rules", "{}", "alert/checkout"))
                .without(event -> event.type().equals("incident.resolved"))
                .plus(HandMade.event("incident.resolved", "signal", "{}", "incident/one"))
                .plus(HandMade.event("alert.resolved", "rules", "{}", "alert/checkout"));

        assertThat(run.judge().missing()).isEqualTo("the incident resolves");
    }

    @Test
    void aDeliveryThatNobodyRecordedAsSentIsNoticed() {
        Verdict verdict = HandMade.complete()
                .plus(HandMade.line(LogLine.What.ACCEPTED, "c", "ann", 1, "VALID", 1))
                .judge();

        assertThat(verdict.missing()).isEqualTo(Checker.DELIVERIES);
        assertThat(verdict.detail()).contains("delivery c was accepted");
    }

    @Test
    void aDeliveryThatWasNotWantedAnyMoreMayHaveArrivedBeforeIfItsSenderSaysSo() {
        HandMade accepted = HandMade.complete().plus(HandMade.line(LogLine.What.ACCEPTED, "c", "ann", 1, "VALID", 1));

        assertThat(accepted.plus(obsolete(true)).judge().passed()).isTrue();
        assertThat(accepted.plus(obsolete(false)).judge().detail()).contains("recorded as never made");
    }

    private static JournalEvent obsolete(boolean mayRepeat) {
        return HandMade.event(
                "delivery.obsolete", "delivery", "{\"mayRepeat\":" + mayRepeat + "}", "incident/one", "delivery/c");
    }

    @Test
    void aDeliveryThatNobodyAcceptedIsNoticed() {
        Verdict verdict = HandMade.complete()
                .plus(HandMade.event("delivery.sent", "delivery", "{}", "incident/one", "delivery/c"))
                .judge();

        assertThat(verdict.missing()).isEqualTo(Checker.DELIVERIES);
        assertThat(verdict.detail()).contains("delivery c is recorded as sent");
    }

    @Test
    void oneDuplicateThatBothSidesNoticedIsAllowed() {
        HandMade noticed = HandMade.complete()
                .with(HandMade.event("delivery.sent", "delivery", "{\"mayRepeat\":true}", "incident/one", "delivery/a"))
                .plus(HandMade.line(LogLine.What.ACCEPTED, "a", "ann", 1, "VALID", 2));

        assertThat(noticed.judge().passed()).isTrue();
        assertThat(noticed.judge().detail()).contains("1 duplicates");
        assertThat(noticed.plus(HandMade.line(LogLine.What.ACCEPTED, "a", "ann", 1, "REPLAYED", 3))
                        .judge()
                        .missing())
                .isEqualTo(Checker.DELIVERIES);
    }

    @Test
    void aDuplicateThatOneSideDidNotNoticeIsRefused() {
        HandMade bySender = HandMade.complete().plus(HandMade.line(LogLine.What.ACCEPTED, "a", "ann", 1, "VALID", 2));
        HandMade byReceiver = HandMade.complete()
                .with(HandMade.event("delivery.sent", "delivery", "{\"mayRepeat\":true}", "incident/one", "delivery/a"))
                .plus(HandMade.line(LogLine.What.ACCEPTED, "a", "ann", 1, "VALID", 1));

        assertThat(bySender.judge().detail()).contains("its sender did not notice");
        assertThat(byReceiver.judge().detail()).contains("its receiver did not notice");
    }

    @Test
    void anEntryThatWasChangedAfterwardsBreaksTheChain() {
        HandMade run = HandMade.complete();
        List<StoredEvent> forged = new ArrayList<>(run.journal());
        StoredEvent last = forged.get(forged.size() - 1);
        forged.set(
                forged.size() - 1, new StoredEvent(last.sequence(), last.json().replace("by hand", "by HAND")));

        Verdict verdict = Checker.judge(forged, run.head(), run.receiver(), Steps.guiltyChange(HandMade.TITLE));

        assertThat(verdict.missing()).isEqualTo(Checker.CHAIN);
    }

    @Test
    void anEmptyJournalMissesTheFirstStep() {
        Verdict verdict = Checker.judge(List.of(), AuditChain.root(List.of()), List.of(), Steps.troubleFromOutside());

        assertThat(verdict.missing()).isEqualTo("the provider fails");
        assertThat(verdict.detail()).contains("it is empty");
    }

    @Test
    void troubleFromOutsideNeedsAnUnknownCauseInTheFirstPlace() {
        HandMade run = HandMade.complete()
                .without(event -> event.type().startsWith("change."))
                .with(HandMade.event("demo.configured", "world", "{}", "component/ledger-app"));
        List<Step> steps = Steps.troubleFromOutside();
        HandMade outside = run.without(event -> event.type().equals("demo.suspects-ranked"));

        assertThat(run.judge(steps).missing()).isEqualTo("the provider fails");
        assertThat(outside.judge(steps).passed()).isFalse();
    }
}
