package io.itops.testkit.simulation;

import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.spi.AsyncNotifier;
import io.itops.testkit.fault.FaultyNotifier;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A notifier as one incarnation of a node sees it: answers reach it only while it lives and does not stand still. */
final class NodeNotifier implements AsyncNotifier {
    private final World<?> world;
    private final Node<?> node;
    private final int incarnation;
    private final FaultyNotifier receiver;

    NodeNotifier(World<?> world, Node<?> node, int incarnation, FaultyNotifier receiver) {
        this.world = world;
        this.node = node;
        this.incarnation = incarnation;
        this.receiver = receiver;
    }

    @Override
    public String name() {
        return receiver.name();
    }

    @Override
    public CompletionStage<DeliveryResult> begin(Delivery delivery) {
        long number = world.begun(delivery);
        world.record(new Moment.Begun(world.now(), node.name(), number, delivery));
        CompletableFuture<DeliveryResult> answer = new CompletableFuture<>();
        node.begun();
        CompletionStage<DeliveryResult> stage;
        try {
            stage = receiver.begin(delivery);
        } catch (RuntimeException e) {
            answered(number, Optional.empty());
            node.ended(incarnation);
            throw e;
        }
        stage.whenComplete((result, failure) -> node.receive(incarnation, () -> {
            // An attempt that was given up has no ear for its answer any more.
            if (!answer.isDone()) {
                answered(number, Optional.ofNullable(result));
                answer.complete(result);
            }
        }));
        CompletionStage<DeliveryResult> given = answer;
        given.whenComplete((result, failure) -> node.ended(incarnation));
        return given;
    }

    private void answered(long number, Optional<DeliveryResult> result) {
        world.record(new Moment.Answered(world.now(), node.name(), number, result));
    }

    @Override
    public DeliveryResult send(Delivery delivery) {
        throw new UnsupportedOperationException("in a simulation attempts do not block");
    }
}
