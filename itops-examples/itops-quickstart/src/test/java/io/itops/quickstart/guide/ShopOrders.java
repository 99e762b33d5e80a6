package io.itops.quickstart.guide;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.incident.request.ApprovalPolicy;
import io.itops.incident.request.CatalogueItem;
import io.itops.incident.request.FieldType;
import io.itops.incident.request.FormField;
import io.itops.incident.request.RequestCommand;
import io.itops.incident.request.RequestId;
import io.itops.incident.request.ServiceRequest;
import io.itops.incident.request.ServiceRequests;
import io.itops.incident.request.WorkQueue;
import java.util.List;
import java.util.Map;

/** What the people of the shop order. */
final class ShopOrders {
    private final ServiceRequests requests;

    ShopOrders(ItOps ops) {
        // example: requests-attach
        ServiceRequests requests = ServiceRequests.attach(ops);
        // end
        this.requests = requests;
    }

    void offer(Actor admin) {
        // example: catalogue
        requests.catalogue()
                .put(
                        CatalogueItem.builder("laptop", "a laptop")
                                .ask(FormField.required(
                                        "size", "Which size?", new FieldType.Choice(List.of("13", "15"))))
                                .approval(ApprovalPolicy.any("eve", "fay").within(ofDays(3)))
                                .step("pick it", "stores", ofHours(4))
                                .step("set it up", "desk", ofHours(8))
                                .build(),
                        admin);
        requests.queues().put(WorkQueue.of("stores", "bob", "cat"), admin);
        // end
    }

    ServiceRequest order(Actor ann, Actor admin) {
        // example: request
        RequestId id = requests.draft("laptop", Map.of("size", "13"), ann).id();
        requests.execute(id, new RequestCommand.Submit(), ann);
        requests.execute(id, new RequestCommand.Approve(""), Actor.user("eve"));
        String next = requests.queues().leastLoaded("stores").orElseThrow();
        requests.execute(id, new RequestCommand.Assign(next), admin);
        // end
        return requests.get(id);
    }
}
