package io.itops.testkit.contract;

import io.itops.core.access.StandardEgressPolicy;
import io.itops.core.spi.EgressPolicy;

class StandardEgressPolicyTest extends EgressPolicyContract {
    @Override
    protected EgressPolicy newPolicy() {
        return StandardEgressPolicy.strict();
    }
}
