package io.itops.testkit.contract;

import io.itops.core.spi.Notifier;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A notifier over the channel in memory, with its receiver. Thread-safe. */
final class WireHarness implements NotifierHarness {
    private final WireReceiver receiver = new WireReceiver();
    private final WireNotifier notifier;

    WireHarness(Function<WireReceiver, WireNotifier> maker) {
        this.notifier = maker.apply(receiver);
    }

    @Override
    public Notifier notifier() {
        return notifier;
    }

    @Override
    public String address() {
        return WireNotifier.ADDRESS;
    }

    @Override
    public void behave(Behaviour behaviour) {
        receiver.behave(behaviour);
    }

    @Override
    public List<Message> received() {
        return receiver.received();
    }

    @Override
    public void awaitReceived(int count) throws InterruptedException {
        receiver.awaitReceived(count);
    }

    @Override
    public Set<String> secrets() {
        return Set.of(WireNotifier.TOKEN);
    }

    @Override
    public List<String> logged() {
        return notifier.log();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
