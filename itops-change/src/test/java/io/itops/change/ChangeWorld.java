package io.itops.change;

import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangePolicy;
import io.itops.change.workflow.PlanStep;
import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Component;
import io.itops.core.catalog.Service;
import io.itops.core.catalog.Tier;
import io.itops.core.store.InMemoryStore;
import io.itops.testkit.ManualClock;

/** A small catalog and changes over it: checkout rests on the ledger, which rests on its database; search stands apart. */
final class ChangeWorld {
    static final Actor ANN = Actor.user("ann");
    static final Actor BOB = Actor.user("bob");
    static final Actor CAT = Actor.user("cat");
    static final Actor DAN = Actor.user("dan");

    final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    final InMemoryStore store = new InMemoryStore(clock);
    final ItOps ops;
    final Changes changes;

    ChangeWorld() {
        this(ChangePolicy.DEFAULTS);
    }

    ChangeWorld(ChangePolicy policy) {
        ops = ItOps.builder().store(store).clock(clock).ids(IdSource.seeded(3)).build();
        changes = Changes.attach(ops, policy);
        ops.catalog()
                .define(
                        CatalogContent.builder()
                                .component(Component.of("ledger-db", "database"))
                                .component(Component.of("search-index", "index"))
                                .service(Service.builder("ledger")
                                        .tier(Tier.TIER1)
                                        .component("ledger-db")
                                        .build())
                                .service(Service.builder("checkout")
                                        .tier(Tier.TIER1)
                                        .build())
                                .service(Service.builder("search")
                                        .tier(Tier.TIER3)
                                        .component("search-index")
                                        .build())
                                .dependsOn(Ref.of("service", "checkout"), Ref.of("service", "ledger"))
                                .build(),
                        Actor.system("setup"));
    }

    static ChangeContent.Builder ledger() {
        return Change.normal("ledger 2.4")
                .component("ledger-db")
                .plan(PlanStep.checked("deploy", "health check is green"))
                .backOut(BackOutPlan.rehearsed(PlanStep.of("deploy 2.3")))
                .implementer("dan");
    }

    ChangeId proposed(ChangeContent.Builder content) {
        return changes.propose(content, ANN);
    }

    /** A change that is submitted and, if it is a normal one, assessed. */
    ChangeId authorising(ChangeContent.Builder content) {
        ChangeId id = proposed(content);
        changes.submit(id, ANN);
        changes.assess(id, "looks fine", BOB);
        return id;
    }

    ChangeId scheduled(ChangeContent.Builder content) {
        ChangeId id = authorising(content);
        changes.approve(id, changes.get(id).content().hash(), BOB);
        return id;
    }

    ChangeId started(ChangeContent.Builder content) {
        ChangeId id = scheduled(content);
        changes.start(id, DAN);
        return id;
    }
}
