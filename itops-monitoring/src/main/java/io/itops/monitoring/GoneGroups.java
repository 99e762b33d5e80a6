package io.itops.monitoring;

import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobHandler;
import io.itops.core.work.JobOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the alerts of groups that no process has any more, which nobody would evaluate otherwise. A group counts as gone when its next
 * slot has been overdue for the warming time, and this process, which may still be adding its groups after a restart, has been
 * attached for as long. A timer for each group asks for it, in whatever process. One that has the group and finds it overdue for as long
 * begins its slots anew: their job was parked or lost. Thread-safe.
 */
final class GoneGroups implements JobHandler {
    static final String JOB = "monitoring.gone";

    private static final Logger LOG = LoggerFactory.getLogger(GoneGroups.class);
    private static final Tree.Obj NO_DATA = Tree.Obj.of(Map.of());

    /** The shortest time after which a group is looked at again. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final MonitoringOptions options;
    private final RuleEngine engine;
    private final Instant attachedAt;

    GoneGroups(ItOps ops, MonitoringOptions options, RuleEngine engine) {
        this.options = options;
        this.engine = engine;
        this.attachedAt = ops.kernel().now();
    }

    /** Begins to look after a group, with the commit that begins its chain. */
    static void watch(UnitOfWork unit, String chain) {
        lookAgain(unit, SlotChain.TYPE.ref(chain), unit.now().plus(PAUSE));
    }

    private static void lookAgain(UnitOfWork unit, Ref chain, Instant at) {
        unit.setTimer(new TimerKey(chain, "watch"), JOB, at, NO_DATA);
    }

    @Override
    public JobOutcome handle(Claim claim, UnitOfWork unit) {
        Ref ref = claim.job().timer().orElseThrow().subject();
        Optional<Versioned<SlotChain>> chain = unit.find(SlotChain.TYPE, ref.id());
        if (chain.isEmpty()) {
            return JobOutcome.DONE;
        }
        Instant overdueAt = chain.get().value().nextSlot().plus(options.warmAtMost());
        Instant goneAt = later(overdueAt, attachedAt.plus(options.warmAtMost()));
        Optional<GroupRuntime> mine = engine.groups().values().stream()
                .filter(group -> group.chain().equals(ref.id()))
                .findAny();
        if (mine.isPresent() && !unit.now().isBefore(overdueAt)) {
            LOG.atWarn()
                    .addKeyValue("group", mine.get().name())
                    .addKeyValue("overdue", chain.get().value().nextSlot())
                    .log("a slot of a rule group was never worked through; its slots begin anew");
            RuleEngine.beginAnew(mine.get(), unit);
            watch(unit, ref.id());
        } else if (mine.isPresent() || unit.now().isBefore(goneAt)) {
            lookAgain(unit, ref, later(goneAt, unit.now().plus(PAUSE)));
        } else {
            end(GroupRuntime.gone(ref.id()), chain.get(), unit);
        }
        return JobOutcome.DONE;
    }

    /** Ends the alerts of the group, forgets them in time, and then the chain too. */
    private void end(GroupRuntime gone, Versioned<SlotChain> chain, UnitOfWork unit) {
        Instant slot = SlotTicket.newest(unit.now(), gone.interval());
        SlotEvaluation evaluation = engine.evaluation(gone, chain.version(), slot, chain.value(), unit);
        boolean whole = evaluation.run(0) < 0;
        evaluation.signal();
        evaluation.afterCommit();
        AlertBook after = evaluation.after();
        if (evaluation.changes() > 0) {
            unit.afterCommit(() -> LOG.atWarn()
                    .addKeyValue("group", gone.name())
                    .addKeyValue("ended", evaluation.changes())
                    .addKeyValue("still to end", after.active())
                    .log("no process evaluates a rule group any more; its alerts end"));
        }
        if (whole && after.isEmpty()) {
            unit.cancelJob(chain.value().job());
            unit.remove(SlotChain.TYPE, chain.value().name());
            return;
        }
        unit.put(SlotChain.TYPE, chain.value());
        Instant now = unit.now();
        lookAgain(
                unit,
                SlotChain.TYPE.refOf(chain.value()),
                whole ? now.plus(options.keepEnded()).plus(PAUSE) : now);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
