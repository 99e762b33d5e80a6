package io.itops.quickstart;

import io.itops.change.Changes;
import io.itops.change.workflow.ChangePolicy;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.record.Tree;
import io.itops.core.spi.Store;
import io.itops.incident.oncall.OnCallSchedules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was there before the run: the catalog, the on-call schedules, and the changes of the days before. They go through the same
 * commands as everything else, under a clock that shows the time at which they happened.
 */
final class History {
    static final ChangePolicy POLICY =
            ChangePolicy.named("shop-1").approvers(People.APPROVERS).build();

    private static final Duration BEGIN = Duration.ofDays(10);

    private History() {}

    /** Makes it happen, or the rest of it. */
    static void write(Store store, PlannedChanges planned, Instant now) {
        HistoryClock clock = new HistoryClock(now.minus(BEGIN));
        try (ItOps ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .authorizer(Permissions.ALL)
                .build()) {
            Changes changes = Changes.attach(ops, POLICY);
            ops.catalog().define(Landscape.content(), People.SETUP);
            OnCallSchedules schedules = new OnCallSchedules(ops);
            schedules.put(People.weekly("primary", now, List.of(People.ANN, "lea")), People.SETUP);
            schedules.put(People.weekly("secondary", now, List.of(People.BOB, "max")), People.SETUP);
            ChangeDriver driver = new ChangeDriver(ops, changes);
            for (PlannedChange change : planned.before()) {
                ops.runUntil(now.minus(change.age()));
                driver.prepare(change);
                driver.carryOut(change, () -> {});
                driver.close(change, "nothing to report");
            }
            ops.runUntil(now.minus(Duration.ofMinutes(30)));
            driver.prepare(planned.guilty());
            driver.prepare(planned.distant());
            ops.runUntil(now);
            ops.run(
                    People.SETUP,
                    unit -> unit.event(
                            DemoEvents.PREPARED,
                            List.of(Ref.of("service", Landscape.CHECKOUT)),
                            "the catalog is filled, " + planned.before().size()
                                    + " changes were carried out before, two more are approved",
                            Tree.Obj.of(Map.of())));
        }
    }
}
