package io.itops.change.suspect;

import io.itops.core.ComponentId;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.ServiceId;
import io.itops.core.Words;
import io.itops.core.catalog.CatalogSnapshot;
import io.itops.core.explain.Explanation;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Suspect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ranks changes as suspects of an incident by the {@link SuspectModel}. A pure function of what was published and of the catalog.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ChangeSuspects {
    private record Weighed(ChangeFacts change, double weight, Explanation why) {}

    private ChangeSuspects() {}

    /**
     * The suspects of an incident.
     *
     * @param incident what is published about the incident
     * @param changes what is published about changes; those started after the present trouble
     *     {@linkplain IncidentFacts#troubleBegan began}, or too long before, are passed over
     * @param catalog what rests on what
     * @return every change looked at and the unknown cause, the likeliest first, ties by reference; their likelihoods sum to 1
     */
    public static List<Suspect> rank(IncidentFacts incident, List<ChangeFacts> changes, CatalogSnapshot catalog) {
        Require.present("incident", incident);
        Require.list("changes", changes);
        Require.present("catalog", catalog);
        Map<Ref, Integer> distances = distances(incident.service(), catalog);
        List<Weighed> weighed = changes.stream()
                .filter(change -> inSight(change, incident.troubleBegan()))
                .map(change -> weigh(change, incident, distances, catalog))
                .toList();
        double all = SuspectModel.UNKNOWN_WEIGHT
                + weighed.stream().mapToDouble(Weighed::weight).sum();
        List<Suspect> suspects = new ArrayList<>();
        for (Weighed one : weighed) {
            double likelihood = one.weight() / all;
            suspects.add(new Suspect(
                    Optional.of(one.change().change()),
                    one.change().title(),
                    likelihood,
                    one.why().weighing(likelihood)));
        }
        double unknown = SuspectModel.UNKNOWN_WEIGHT / all;
        Explanation why = Explanation.of("a cause that no recorded change accounts for")
                .with("changes looked at", weighed.size())
                .with("weight", SuspectModel.UNKNOWN_WEIGHT);
        Ref service = Ref.of("service", incident.service().value());
        if (!catalog.contains(service)) {
            // what the service rests on is not known then, so no change can be near it but those of the service itself
            why = why.with("not in the catalog", service);
        }
        suspects.add(Suspect.unknown(unknown, why.weighing(unknown)));
        suspects.sort(Comparator.comparingDouble((Suspect suspect) -> -suspect.likelihood())
                .thenComparing(suspect -> suspect.cause().map(Ref::toString).orElse("")));
        return List.copyOf(suspects);
    }

    private static Map<Ref, Integer> distances(ServiceId service, CatalogSnapshot catalog) {
        Ref start = Ref.of("service", service.value());
        if (catalog.contains(start)) {
            return catalog.distances(start, SuspectModel.MAX_HOPS);
        }
        Map<Ref, Integer> alone = new TreeMap<>();
        alone.put(start, 0);
        return alone;
    }

    private static boolean inSight(ChangeFacts change, Instant began) {
        return !change.startedAt().isAfter(began) && !change.startedAt().isBefore(began.minus(SuspectModel.LOOKBACK));
    }

    private static Weighed weigh(
            ChangeFacts change, IncidentFacts incident, Map<Ref, Integer> distances, CatalogSnapshot catalog) {
        int hops = touched(change)
                .filter(distances::containsKey)
                .mapToInt(distances::get)
                .min()
                .orElse(-1);
        Duration lag = Duration.between(change.startedAt(), incident.troubleBegan());
        double nearness = SuspectModel.nearness(hops);
        double recency = SuspectModel.recency(lag);
        boolean gone = change.outcome().equals(Optional.of(ChangeFacts.Outcome.BACKED_OUT))
                && change.finishedAt()
                        .filter(at -> at.isBefore(incident.troubleBegan()))
                        .isPresent();
        double weight = change.risk() * nearness * recency * (gone ? SuspectModel.BACKED_OUT_BEFORE : 1);
        Explanation why = Explanation.of(distance(hops, incident.service()))
                .with("started", change.startedAt())
                .with("lag", lag)
                .with("nearness", nearness)
                .with("recency", recency)
                .with("risk", change.risk())
                .with("model", SuspectModel.VERSION);
        String unknown = touched(change)
                .filter(ref -> !catalog.contains(ref))
                .map(Ref::toString)
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            why = why.with("not in the catalog", SafeText.shorten(unknown, 1_000));
        }
        return new Weighed(
                change,
                weight,
                gone ? why.with("backed out before", change.finishedAt().get()) : why);
    }

    private static String distance(int hops, ServiceId service) {
        if (hops < 0) {
            return "it touched nothing that " + service + " rests on";
        }
        return hops == 0
                ? "it touched " + service + " itself"
                : "it touched something " + Words.count(hops, "hop") + " from " + service;
    }

    private static Stream<Ref> touched(ChangeFacts change) {
        return Stream.concat(
                change.services().stream().map(service -> Ref.of("service", service.value())),
                change.components().stream().map((ComponentId component) -> Ref.of("component", component.value())));
    }
}
