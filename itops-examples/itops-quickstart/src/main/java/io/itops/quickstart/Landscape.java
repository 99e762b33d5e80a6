package io.itops.quickstart;

import io.itops.core.Ref;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Component;
import io.itops.core.catalog.Service;
import io.itops.core.catalog.Team;
import io.itops.core.catalog.Tier;

/** What the shop's company runs, and what rests on what. Checkout and ledger are really there; the rest is what surrounds them. */
final class Landscape {
    static final String CHECKOUT = "checkout";

    private Landscape() {}

    static CatalogContent content() {
        return CatalogContent.builder()
                .team(Team.of("payments"))
                .team(Team.of("shop"))
                .team(Team.of("data"))
                .component(Component.of("checkout-app", "program"))
                .component(Component.of("ledger-app", "program"))
                .component(Component.of("ledger-db", "database"))
                .component(Component.of("payment-provider", "external"))
                .component(Component.of("cart-app", "program"))
                .component(Component.of("identity-app", "program"))
                .component(Component.of("search-index", "index"))
                .component(Component.of("warehouse-db", "database"))
                .component(Component.of("mail-gateway", "external"))
                .service(service("storefront", Tier.TIER1, "shop").build())
                .service(service(CHECKOUT, Tier.TIER1, "payments")
                        .component("checkout-app")
                        .build())
                .service(service("ledger", Tier.TIER1, "payments")
                        .component("ledger-app")
                        .build())
                .service(service("cart", Tier.TIER2, "shop")
                        .component("cart-app")
                        .build())
                .service(service("identity", Tier.TIER1, "shop")
                        .component("identity-app")
                        .build())
                .service(service("search", Tier.TIER2, "shop")
                        .component("search-index")
                        .build())
                .service(service("reporting", Tier.TIER4, "data")
                        .component("warehouse-db")
                        .build())
                .service(service("notifications", Tier.TIER3, "shop")
                        .component("mail-gateway")
                        .build())
                .dependsOn(Ref.of("service", "storefront"), Ref.of("service", CHECKOUT))
                .dependsOn(Ref.of("service", "storefront"), Ref.of("service", "cart"))
                .dependsOn(Ref.of("service", "storefront"), Ref.of("service", "search"))
                .dependsOn(Ref.of("service", "storefront"), Ref.of("service", "identity"))
                .dependsOn(Ref.of("service", CHECKOUT), Ref.of("service", "ledger"))
                .dependsOn(Ref.of("service", CHECKOUT), Ref.of("component", "payment-provider"))
                .dependsOn(Ref.of("component", "ledger-app"), Ref.of("component", "ledger-db"))
                .dependsOn(Ref.of("service", "cart"), Ref.of("service", "identity"))
                .dependsOn(Ref.of("service", "reporting"), Ref.of("component", "ledger-db"))
                .build();
    }

    private static Service.Builder service(String id, Tier tier, String team) {
        return Service.builder(id).tier(tier).owner(team);
    }
}
