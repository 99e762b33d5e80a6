package io.itops.quickstart;

import io.itops.change.workflow.PlanStep;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Words;
import io.itops.core.record.Tree;
import io.itops.quickstart.shop.Shop;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries out what the plans of changes say: the steps that were approved are the ones that are done. */
final class Deployer {
    private static final Pattern POOL = Pattern.compile("set the ledger's pool to ([0-9]+) connections?");

    private final ItOps ops;
    private final Shop shop;

    Deployer(ItOps ops, Shop shop) {
        this.ops = ops;
        this.shop = shop;
    }

    static String poolStep(int connections) {
        return "set the ledger's pool to " + Words.count(connections, "connection");
    }

    /** Carries steps out. Doing so twice is the same as once. */
    void carryOut(List<PlanStep> steps) {
        for (PlanStep step : steps) {
            Matcher pool = POOL.matcher(step.what());
            if (pool.matches()) {
                int connections = Integer.parseInt(pool.group(1));
                shop.ledgerPool(connections);
                ops.run(
                        People.DEPLOYER,
                        unit -> unit.event(
                                DemoEvents.CONFIGURED,
                                List.of(Ref.of("component", "ledger-app")),
                                "the ledger runs on a pool of " + Words.count(connections, "connection"),
                                Tree.Obj.of(Map.of("connections", Tree.num(connections)))));
            }
        }
    }
}
