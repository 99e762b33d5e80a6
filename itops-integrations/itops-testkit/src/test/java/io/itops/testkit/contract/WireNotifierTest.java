package io.itops.testkit.contract;

import java.time.Duration;

/** The contract against a sound notifier. */
class WireNotifierTest extends NotifierContract {
    @Override
    protected NotifierHarness newHarness() {
        return new WireHarness(WireNotifier::new);
    }

    @Override
    protected Duration limit() {
        return Duration.ofSeconds(1);
    }
}
