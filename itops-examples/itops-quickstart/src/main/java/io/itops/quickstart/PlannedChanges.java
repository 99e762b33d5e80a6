package io.itops.quickstart;

import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangeType;
import io.itops.quickstart.shop.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The nine changes of a run. One of two on the ledger cuts its connection pool, and is carried out in the course of the run; the other
 * was carried out the day before. One on a distant service follows the guilty one. Six lie further back.
 *
 * @param guilty the one that cuts the pool
 * @param distant the one that follows it, on a service that checkout does not rest on
 * @param before all others, the oldest first
 */
record PlannedChanges(PlannedChange guilty, PlannedChange distant, List<PlannedChange> before) {
    /** What the checker takes for the guilty one, unless a run was sabotaged. */
    static final String EXPECTED = "ledger 2.4";

    private static final String OTHER = "ledger 2.3";
    private static final String CUT = Deployer.poolStep(1);
    private static final String KEEP = Deployer.poolStep(Shop.USUAL_POOL);

    PlannedChanges {
        before = List.copyOf(before);
    }

    static PlannedChanges of(Sabotage sabotage) {
        boolean other = sabotage == Sabotage.OTHER_CHANGE_GUILTY;
        PlannedChange guilty = ledger(other ? OTHER : EXPECTED, Duration.ZERO, CUT);
        PlannedChange older = ledger(other ? EXPECTED : OTHER, Duration.ofHours(26), KEEP);
        return new PlannedChanges(
                guilty,
                change(ChangeType.NORMAL, "search ranking 11", "search-index", "gil", "emil", Duration.ZERO),
                List.of(
                        change(
                                ChangeType.NORMAL,
                                "identity: sessions last a week",
                                "identity-app",
                                "hana",
                                "emil",
                                days(9)),
                        change(
                                ChangeType.STANDARD,
                                "rotate the mail gateway's key",
                                "mail-gateway",
                                "gil",
                                "fay",
                                days(7)),
                        change(ChangeType.NORMAL, "cart 7: one database fewer", "cart-app", "hana", "dora", days(5)),
                        change(
                                ChangeType.EMERGENCY,
                                "warehouse: repair the nightly load",
                                "warehouse-db",
                                "ivo",
                                "emil",
                                days(4)),
                        change(ChangeType.NORMAL, "checkout 5.1: gift cards", "checkout-app", "jo", "fay", days(3)),
                        older,
                        change(
                                ChangeType.STANDARD,
                                "vacuum the ledger's database",
                                "ledger-db",
                                "ivo",
                                "dora",
                                Duration.ofHours(20))));
    }

    private static PlannedChange ledger(String title, Duration age, String plan) {
        return new PlannedChange(id(title), ChangeType.NORMAL, title, "ledger-app", "kim", "dora", age, plan, KEEP);
    }

    private static PlannedChange change(
            ChangeType type, String title, String component, String requester, String approver, Duration age) {
        return new PlannedChange(
                id(title),
                type,
                title,
                component,
                requester,
                approver,
                age,
                "roll out: " + title,
                "go back to the state before: " + title);
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }

    private static ChangeId id(String title) {
        return ChangeId.of(title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    }
}
