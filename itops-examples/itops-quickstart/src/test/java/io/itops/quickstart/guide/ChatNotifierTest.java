package io.itops.quickstart.guide;

import io.itops.testkit.contract.NotifierContract;
import io.itops.testkit.contract.NotifierHarness;

// example: notifier-contract
class ChatNotifierTest extends NotifierContract {
    @Override
    protected NotifierHarness newHarness() {
        return new FakeChat();
    }
}
// end
