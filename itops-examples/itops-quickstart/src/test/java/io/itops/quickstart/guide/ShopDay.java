package io.itops.quickstart.guide;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.change.Changes;
import io.itops.change.risk.RiskScore;
import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.PlanStep;
import io.itops.core.Actor;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.DisabledDestination;
import io.itops.core.journal.AuditChain;
import io.itops.core.journal.AuditReport;
import io.itops.core.journal.InclusionProof;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.StoredEvent;
import io.itops.core.journal.TreeHead;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.Signal;
import io.itops.core.signal.Suspect;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import io.itops.core.work.ParkedJob;
import io.itops.incident.IncidentQuery;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.metrics.CostSimulation;
import io.itops.incident.metrics.DurationModel;
import io.itops.incident.metrics.DurationSample;
import io.itops.incident.metrics.Estimate;
import io.itops.incident.metrics.Frequency;
import io.itops.incident.metrics.LossDistribution;
import io.itops.incident.metrics.PeopleCost;
import io.itops.incident.metrics.RateCard;
import io.itops.incident.metrics.RatePosterior;
import io.itops.incident.metrics.Resampling;
import io.itops.incident.metrics.ServiceCost;
import io.itops.incident.metrics.SlaCredit;
import io.itops.incident.review.ActionItem;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.ProposedAction;
import io.itops.incident.review.ReviewDraft;
import io.itops.incident.review.ReviewMarkdown;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.monitoring.Monitoring;
import io.itops.monitoring.rule.Alert;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What people and programs do with the SDK in the course of a day. */
final class ShopDay {
    private final ItOps ops;
    private final Monitoring monitoring;
    private final Incidents incidents;
    private final Changes changes;
    private final InstantSource clock;

    ShopDay(ShopOperations shop) {
        this.ops = shop.ops;
        this.monitoring = shop.monitoring;
        this.incidents = shop.incidents;
        this.changes = shop.changes;
        this.clock = shop.ops.clock();
    }

    ChangeId propose() {
        // example: propose
        Actor kim = Actor.user("kim");
        Instant now = clock.instant();
        ChangeId id = changes.propose(
                Change.normal("ledger 2.4")
                        .description("a smaller connection pool")
                        .component("ledger-app")
                        .plan(PlanStep.checked("roll out ledger 2.4", "/version says 2.4"))
                        .backOut(BackOutPlan.rehearsed(PlanStep.of("roll out ledger 2.3")))
                        .window(new Window(now, now.plus(ofHours(2))))
                        .implementer("kim"),
                kim);
        changes.submit(id, kim);
        RiskScore risk = changes.risk(id);
        // end
        if (risk.probability() >= 0.5) {
            throw new IllegalStateException("one vote will not do: " + risk);
        }
        return id;
    }

    List<String> approveTwice(ChangeId id) {
        List<String> log = new ArrayList<>();
        // example: approve
        Actor dora = Actor.user("dora");
        changes.assess(id, "the back-out was rehearsed last week", dora);
        Change seen = changes.get(id);
        changes.approve(id, seen.content().hash(), dora);
        // end
        // example: refused
        try {
            changes.approve(id, changes.get(id).content().hash(), Actor.user("dora"));
        } catch (RefusedException e) {
            e.reasons().forEach(reason -> log.add(reason.code() + ": " + reason.text()));
        }
        // end
        return log;
    }

    void carryOut(ChangeId id, Runnable rollOut) {
        // example: carry-out
        changes.start(id, Actor.user("kim"));
        rollOut.run();
        changes.finish(id, "in place", Actor.user("kim"));
        // end
    }

    String startAgain(ChangeId id) {
        // example: outcome
        Outcome<Change> outcome =
                changes.execute(id, OptionalLong.empty(), new ChangeCommand.Start("kim"), Actor.user("kim"));
        String said = switch (outcome.kind()) {
            case ACCEPTED -> "it is in " + outcome.orElseThrow().phase();
            case REFUSED -> outcome.reasons().toString();
        };
        // end
        return said;
    }

    List<String> suspects(Incident incident) {
        List<String> lines = new ArrayList<>();
        // example: suspects
        for (Suspect suspect : incidents.suspects(incident.id())) {
            lines.add("%s: %.2f".formatted(suspect.title(), suspect.likelihood()));
            lines.add(suspect.why().render());
        }
        // end
        return lines;
    }

    void backOut(ChangeId id, Runnable rollBack) {
        // example: back-out
        rollBack.run();
        changes.backOut(id, "checkouts fail since", Actor.user("dora"));
        changes.close(id, "the pool was too small; measure its waiting time first", Actor.user("dora"));
        // end
    }

    String explain() {
        // example: explain
        String why = monitoring.explain("CheckoutErrors").render();
        // end
        return why;
    }

    Optional<Incident> signal() {
        // example: signal
        ops.accept(
                Signal.firing("mail-bounces", ServiceId.of("checkout"), Severity.SEV3, "mails to customers bounce"),
                Actor.integration("shop"));
        Optional<Incident> incident = incidents.open("mail-bounces");
        // end
        return incident;
    }

    Incident incident() {
        // example: incident
        IncidentQuery newest =
                IncidentQuery.newest().of(ServiceId.of("checkout")).atMost(1);
        Incident incident = incidents.list(newest).get(0);
        String why = incidents.why(incident.id()).render();
        // end
        if (!why.contains("paged ann")) {
            throw new IllegalStateException(why);
        }
        return incident;
    }

    Optional<Incident> ofRule() {
        // example: of-rule
        Optional<Incident> incident = monitoring.alerts().stream()
                .map(Alert::identity)
                .filter(identity -> identity.rule().equals("CheckoutErrors"))
                .flatMap(identity -> incidents.open(identity.dedupKey()).stream())
                .findFirst();
        // end
        return incident;
    }

    String review(IncidentId id) {
        // example: review
        Actor bob = Actor.user("bob");
        ReviewDraft draft = incidents.reviews().draft(id);
        String page = ReviewMarkdown.render(draft);
        for (ProposedAction proposal : draft.actions()) {
            incidents.reviews().accept(id, proposal, bob);
        }
        Instant due = clock.instant().plus(ofHours(72));
        ActionItem item = incidents.reviews().add(id, "alert on the pool's waiting time", Optional.of("bob"), due, bob);
        incidents.reviews().execute(item.id(), new ActionItemCommand.Complete("rule PoolWaits"), bob);
        // end
        return page;
    }

    String figures() {
        // example: figures
        Window day = new Window(clock.instant().minus(ofHours(24)), clock.instant());
        String figures = incidents.analyses().metrics(day, Resampling.seeded(1)).toMarkdown();
        // end
        return figures;
    }

    LossDistribution losses(DurationSample outages, RatePosterior rate) {
        // example: losses
        RateCard card = RateCard.builder(ZoneId.of("Europe/Berlin"), 400)
                .band(WeeklyHours.weekdays(LocalTime.of(9, 0), LocalTime.of(18, 0)), 2_500)
                .build();
        ServiceCost checkout = ServiceCost.builder(ServiceId.of("checkout"))
                .frequency(new Frequency.Uncertain(rate))
                .duration(new DurationModel.Empirical(outages))
                .rate(card)
                .people(new PeopleCost(3, 90, 500))
                .credits(new SlaCredit(ofMinutes(43), 1_000), new SlaCredit(ofHours(7), 10_000))
                .build();
        LossDistribution losses = CostSimulation.seeded(1).run(List.of(checkout));
        Estimate oneYearInTwenty = losses.valueAtRisk(0.95, 0.95);
        Estimate beyondThat = losses.conditionalValueAtRisk(0.95, 0.95);
        // end
        assertThat(beyondThat.value()).isGreaterThan(oneYearInTwenty.value());
        return losses;
    }

    List<String> follow() {
        List<String> lines = new ArrayList<>();
        // example: journal
        long seen = 0;
        for (List<JournalEntry> page = ops.journal().after(seen);
                !page.isEmpty();
                page = ops.journal().after(seen)) {
            for (JournalEntry entry : page) {
                lines.add(entry.event().at() + " " + entry.event().summary());
                seen = entry.sequence();
            }
        }
        // end
        return lines;
    }

    String anchor() {
        // example: anchor
        String kept = ops.audit().anchor().encode();
        // end
        return kept;
    }

    AuditReport examine(String kept) {
        // example: examine
        AuditReport report = ops.audit().examine(List.of(TreeHead.parse(kept)));
        // end
        return report;
    }

    boolean prove(String kept, long sequence) {
        // example: prove
        TreeHead anchor = TreeHead.parse(kept);
        String proof = ops.audit().prove(sequence, anchor).encode();
        StoredEvent entry = ops.audit().entry(sequence);
        boolean holds = InclusionProof.parse(proof).verify(AuditChain.leaf(entry), anchor);
        // end
        return holds;
    }

    List<String> parked() {
        List<String> lines = new ArrayList<>();
        // example: parked
        for (ParkedJob job : ops.agenda().parked()) {
            lines.add(job.type() + ": " + job.reason());
            ops.agenda().requeue(job.id(), Actor.user("bob"));
        }
        for (DisabledDestination gone : ops.deliveries().disabled()) {
            lines.add(gone.destination() + ": " + gone.reason());
        }
        // end
        return lines;
    }

    static String malformed() {
        String said = "";
        // example: malformed
        try {
            EscalationPolicy.builder().step("ann", ofDays(30)).build();
        } catch (InvalidInputException e) {
            said = e.what() + " | " + e.rule() + " | " + e.value();
        }
        // end
        return said;
    }
}
