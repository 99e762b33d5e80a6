package io.itops.change;

import io.itops.change.risk.RiskInput;
import io.itops.change.risk.RiskTable;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCircumstances;
import io.itops.change.workflow.ChangeCircumstances.StandIns;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangeCommand.Need;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangePolicy;
import io.itops.change.workflow.ChangeTemplate;
import io.itops.change.workflow.Delegations;
import io.itops.change.workflow.Vote;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.catalog.BlastRadius;
import io.itops.core.catalog.CatalogSnapshot;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what commands, risk and suspects rest on: templates, delegations, the catalog, and what was published. */
final class ChangeReading {
    private static final Duration HISTORY = Duration.ofDays(90);
    private static final Duration RECENT = Duration.ofDays(7);

    private final ItOps ops;

    ChangeReading(ItOps ops) {
        this.ops = ops;
    }

    /** What a command rests on besides the change. */
    ChangeCircumstances circumstances(ChangeId id, ChangeCommand command, ChangePolicy policy, UnitOfWork unit) {
        Optional<Change> change = unit.find(Change.TYPE, id.value()).map(Versioned::value);
        if (change.isEmpty()) {
            return ChangeCircumstances.under(policy);
        }
        Set<Need> needs = command.needs();
        ChangeContent content = change.get().content();
        return new ChangeCircumstances(
                policy,
                needs.contains(Need.RISK)
                        ? Optional.of(RiskTable.score(riskInput(id.value(), content, unit)))
                        : Optional.empty(),
                needs.contains(Need.TEMPLATE) ? template(content, unit) : Optional.empty(),
                needs.contains(Need.STAND_INS) ? standsInFor(command.by(), unit.now(), unit) : List.of(),
                needs.contains(Need.STAND_INS_OF_VOTERS) ? voters(change.get(), unit) : Map.of());
    }

    private static Map<String, StandIns> voters(Change change, UnitOfWork unit) {
        Map<String, StandIns> voters = new TreeMap<>();
        for (Vote vote : change.votes()) {
            // What was known when the vote was given, and what was said about that instant since.
            List<String> atVote = Stream.concat(
                            vote.standsInFor().stream(), standsInFor(vote.by(), vote.at(), unit).stream())
                    .distinct()
                    .toList();
            voters.put(vote.by(), new StandIns(standsInFor(vote.by(), unit.now(), unit), atVote));
        }
        return voters;
    }

    private static Optional<ChangeTemplate> template(ChangeContent content, UnitOfWork unit) {
        return content.template()
                .flatMap(ref -> unit.find(ChangeTemplate.TYPE, ref.id()))
                .map(Versioned::value);
    }

    private static List<String> standsInFor(String person, Instant instant, UnitOfWork unit) {
        return unit.find(Delegations.TYPE, person)
                .map(delegations -> delegations.value().at(instant))
                .orElse(List.of());
    }

    /** What the risk of a content is estimated from; the unit expects the catalog as it was read. */
    RiskInput riskInput(String id, ChangeContent content, UnitOfWork unit) {
        CatalogSnapshot catalog = ops.catalog().snapshot();
        catalog.expectIn(unit);
        return riskInput(id, content, unit.now(), catalog);
    }

    /** What the risk of a content is estimated from, as it stands now. */
    RiskInput riskInput(String id, ChangeContent content, Instant now) {
        return riskInput(id, content, now, ops.catalog().snapshot());
    }

    private RiskInput riskInput(String id, ChangeContent content, Instant now, CatalogSnapshot catalog) {
        List<Ref> touched = Stream.concat(
                        content.services().stream().map(service -> Ref.of("service", service.value())),
                        content.components().stream().map(component -> Ref.of("component", component.value())))
                .toList();
        List<Ref> known = touched.stream().filter(catalog::contains).toList();
        BlastRadius blast = catalog.blastRadius(known);
        List<ChangeFacts> sameComponents = startedBetween(now.minus(HISTORY), now).stream()
                .filter(facts -> !facts.id().equals(id))
                .filter(facts -> !Collections.disjoint(facts.components(), content.components())
                        || !Collections.disjoint(facts.services(), content.services()))
                .toList();
        List<ChangeFacts> finished = sameComponents.stream()
                .filter(facts -> facts.outcome().isPresent())
                .toList();
        int failures = (int) finished.stream()
                .filter(facts -> !facts.outcome().equals(Optional.of(ChangeFacts.Outcome.SUCCESSFUL)))
                .count();
        Set<ServiceId> services = new HashSet<>(content.services());
        blast.services().stream()
                .filter(affected -> affected.distance() <= 1)
                .forEach(affected -> services.add(affected.id()));
        return new RiskInput(
                content,
                blast.weight(),
                blast.services().size(),
                touched.stream().filter(ref -> !catalog.contains(ref)).toList(),
                finished.size(),
                failures,
                recentIncidents(services, now),
                sameComponents.size() - finished.size());
    }

    /** What is published about the changes started in a half-open range. */
    List<ChangeFacts> startedBetween(Instant start, Instant end) {
        return ops
                .records()
                .all(RecordQuery.of(ChangeFacts.TYPE).orderBy("started-at").between(start, end))
                .stream()
                .map(Versioned::value)
                .toList();
    }

    private int recentIncidents(Set<ServiceId> services, Instant now) {
        return (int)
                ops
                        .records()
                        .all(RecordQuery.of(IncidentFacts.TYPE)
                                .orderBy("opened-at")
                                .between(now.minus(RECENT), now))
                        .stream()
                        .filter(incident -> incident.value().counts()
                                && services.contains(incident.value().service()))
                        .count();
    }
}
