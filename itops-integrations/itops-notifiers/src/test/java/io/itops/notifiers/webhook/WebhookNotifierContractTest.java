package io.itops.notifiers.webhook;

import io.itops.testkit.contract.NotifierContract;
import io.itops.testkit.contract.NotifierHarness;
import java.time.Duration;

class WebhookNotifierContractTest extends NotifierContract {
    @Override
    protected NotifierHarness newHarness() {
        return new WebhookHarness();
    }

    @Override
    protected Duration limit() {
        return Duration.ofSeconds(2);
    }
}
