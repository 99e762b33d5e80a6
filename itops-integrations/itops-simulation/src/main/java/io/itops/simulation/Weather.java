package io.itops.simulation;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.StaleMarker;
import io.itops.testkit.simulation.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What happens to the services: outages of whole zones, slow services and zones without traffic, drawn from the seed. */
final class Weather {
    /** Outages of zones: each makes an alert for every instance in the zone. */
    private static final int OUTAGES = 10;

    private static final int SLOW_SPELLS = 3;
    private static final int SILENCES = 1;
    private static final int DAY = 24 * 60;

    /** A little more than the time between two evaluations, in minutes. */
    private static final int SLOT = (int) Landscape.SLOT.toMinutes() + 1;

    private final List<Labels> errors = Landscape.errors();
    private final List<Labels> latencies = Landscape.latencies();
    private final List<Labels> requests = Landscape.requests();
    private final List<Spell> outages = new ArrayList<>();
    private final List<Spell> slow = new ArrayList<>();
    private final List<Spell> silent = new ArrayList<>();
    private final double[] served = new double[Landscape.ZONES];

    /** A time in which something is wrong with one of several things, in minutes since the beginning. */
    private record Spell(int which, int from, int until) {
        boolean at(long minute) {
            return from <= minute && minute < until;
        }
    }

    Weather(SplittableRandom random) {
        // One outage after the other leaves no more than one zone down, and time for alerts to end in between. Each
        // lasts for three slots, so that none is missed when the clock jumps over two, or back by one.
        int gap = (DAY - 120) / OUTAGES;
        for (int i = 0; i < OUTAGES; i++) {
            int from = 20 + i * gap + random.nextInt(gap / 4);
            outages.add(new Spell(i % Landscape.ZONES, from, from + 3 * SLOT + random.nextInt(gap / 4)));
        }
        for (int i = 0; i < SLOW_SPELLS; i++) {
            int from = 30 + random.nextInt(DAY - 150);
            slow.add(new Spell(random.nextInt(latencies.size()), from, from + 15 + random.nextInt(80)));
        }
        for (int i = 0; i < SILENCES; i++) {
            int from = 60 + random.nextInt(DAY - 200);
            silent.add(new Spell(random.nextInt(Landscape.ZONES), from, from + 100));
        }
    }

    /** Gives every node that is awake a sample of each series, as a scrape would. */
    void blow(Stage<DayNode> stage, Duration sinceLast) {
        long minute = stage.elapsed().toMinutes();
        Instant now = stage.now();
        for (int zone = 0; zone < Landscape.ZONES; zone++) {
            served[zone] += any(silent, zone, minute) ? 0 : 20.0 * sinceLast.toSeconds();
        }
        stage.everywhere(node -> feed(node.monitoring().metrics(), now, minute));
    }

    private void feed(MetricStore metrics, Instant now, long minute) {
        long at = now.toEpochMilli();
        int perZone = Landscape.SERVICES_PER_ZONE * Landscape.INSTANCES;
        for (int zone = 0; zone < Landscape.ZONES; zone++) {
            boolean failing = any(outages, zone, minute);
            // Error rates are exposed only while there are errors, and for one scrape more.
            if (failing || any(outages, zone, minute - Landscape.SLOT.toMinutes())) {
                for (int i = 0; i < perZone; i++) {
                    metrics.append(errors.get(zone * perZone + i), at, failing ? 9.5 + i % 4 : StaleMarker.VALUE);
                }
            }
            metrics.append(requests.get(zone), at, served[zone]);
        }
        for (int i = 0; i < latencies.size(); i++) {
            metrics.append(latencies.get(i), at, any(slow, i, minute) ? 2.5 : 0.125);
        }
    }

    private static boolean any(List<Spell> spells, int which, long minute) {
        for (Spell spell : spells) {
            if (spell.which() == which && spell.at(minute)) {
                return true;
            }
        }
        return false;
    }
}
