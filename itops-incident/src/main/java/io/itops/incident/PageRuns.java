package io.itops.incident;

import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.journal.JournalEntry;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRule;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.internal.Mailbox;
import io.itops.incident.internal.NewsRun;
import io.itops.incident.internal.PageRun;
import io.itops.incident.internal.PageText;
import io.itops.incident.internal.Parcel;
import io.itops.incident.workflow.EscalationEvent;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells many people, some in each commit, so that no commit has more operations than a store takes. Thread-safe if the contacts are. */
final class PageRuns {
    private final NotificationPlan plan;
    private final Contacts contacts;
    private final ItOps ops;

    PageRuns(NotificationPlan plan, Contacts contacts, ItOps ops) {
        this.plan = plan;
        this.contacts = contacts;
        this.ops = ops;
    }

    void register() {
        ops.agenda().register(PageRun.JOB, (claim, unit) -> {
            page(unit, PageRun.read(CanonicalJson.read(claim.job().payload())));
            return JobOutcome.DONE;
        });
        ops.agenda().register(NewsRun.JOB, (claim, unit) -> {
            tell(unit, NewsRun.read(CanonicalJson.read(claim.job().payload())));
            return JobOutcome.DONE;
        });
    }

    private void page(UnitOfWork unit, PageRun run) {
        Optional<Incident> found = find(run.incident()).filter(run::wanted);
        if (found.isEmpty()) {
            return;
        }
        int chunk = run.chunk();
        for (Page page : run.pages().subList(0, chunk)) {
            if (!found.get().escalation().answeredBy(page.person())) {
                for (Destination to : page.to()) {
                    Notification notification = PageText.page(
                            found.get(),
                            new PageText.Addressee(page.person(), page.via(), to),
                            run.position(),
                            run.place(),
                            run.reason(),
                            run.version());
                    Parcel.of(
                                    PageText.seenBefore(notification, run.before()),
                                    page.person(),
                                    run.urgency(),
                                    plan,
                                    unit.now())
                            .post(unit);
                }
            }
        }
        PageRun rest = run.from(chunk);
        if (!rest.pages().isEmpty()) {
            unit.enqueue(PageRun.JOB, rest.lane(), unit.now(), rest.tree());
        }
    }

    private void tell(UnitOfWork unit, NewsRun run) {
        Optional<Incident> found = find(run.incident());
        if (found.isEmpty()) {
            return;
        }
        for (String person : run.first()) {
            // who was never paged has acknowledged, and waits for no page
            boolean paged = found.get().escalation().paged().containsKey(person);
            destination(person)
                    .filter(to -> !paged || told(person, run.incident()))
                    .ifPresent(to -> {
                        Notification news =
                                PageText.news(found.get(), person, to, run.kind(), run.remark(), run.version());
                        Parcel.of(news, person, PageUrgency.LOW, plan, unit.now())
                                .post(unit);
                    });
        }
        NewsRun rest = run.rest();
        if (!rest.people().isEmpty()) {
            unit.enqueue(NewsRun.JOB, rest.lane(), unit.now(), rest.tree());
        }
    }

    /** Reads without making the commit depend on it: whether a page or news is wanted is asked once more when it is sent. */
    private Optional<Incident> find(String incident) {
        return ops.records().find(Incident.TYPE, incident).map(Versioned::value);
    }

    /** The way that a person's rules name first, or the one that the contacts know. */
    private Optional<Destination> destination(String person) {
        Optional<NotificationRules> rules = plan.rulesOf(person);
        if (rules.isPresent()) {
            return Optional.of(rules.get().rules().get(0).to());
        }
        return contacts.find(person);
    }

    /** Whether a page about an incident went out to a person: none has where all that were told at once still wait, and none did before. */
    private boolean told(String person, String incident) {
        for (PageUrgency urgency : PageUrgency.values()) {
            List<Destination> ways = plan.rulesOf(person)
                    .map(rules -> rules.atOnce(urgency))
                    .orElseGet(() -> destination(person).map(List::of).orElse(List.of()));
            long[] waiting = ways.stream()
                    .flatMapToLong(to -> waitsSince(to, urgency, incident, person).stream())
                    .toArray();
            if (waiting.length > 0) {
                return waiting.length < ways.size()
                        || pagedBefore(
                                person, incident, Arrays.stream(waiting).min().getAsLong());
            }
        }
        Optional<NotificationRules> rules = plan.rulesOf(person);
        return rules.isEmpty()
                || rules.get().rules().stream().map(NotificationRule::delay).anyMatch(delay -> delay.isZero())
                || toldLater(person, incident);
    }

    private OptionalLong waitsSince(Destination to, PageUrgency urgency, String incident, String person) {
        return ops.records()
                .find(Mailbox.TYPE, Mailbox.id(to, urgency))
                .map(mailbox -> mailbox.value().waitsSince(incident, person))
                .orElse(OptionalLong.empty());
    }

    /** Whether the person was paged since the incident was last opened, and before a version: that page waits no more. */
    private boolean pagedBefore(String person, String incident, long version) {
        boolean paged = false;
        for (JournalEntry entry : ops.journal().about(Incident.TYPE.ref(incident))) {
            Optional<IncidentEvent> event = IncidentWorkflow.WORKFLOW.eventOf(entry.event());
            if (event.isPresent() && event.get() instanceof IncidentEvent.Reopened) {
                paged = false;
            } else if (event.isPresent() && event.get() instanceof EscalationEvent.Paged page) {
                paged |= page.version() < version
                        && page.pages().stream().anyMatch(one -> one.person().equals(person));
            }
        }
        return paged;
    }

    /** Whether a rule with a delay has told a person whom none tells at once. */
    private boolean toldLater(String person, String incident) {
        Ref user = Ref.of("user", person);
        return ops.journal().about(Incident.TYPE.ref(incident)).stream()
                .anyMatch(entry -> entry.event().type().equals(NotificationCycles.TOLD)
                        && entry.event().subjects().contains(user));
    }
}
