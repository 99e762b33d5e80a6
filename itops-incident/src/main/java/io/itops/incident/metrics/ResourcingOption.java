package io.itops.incident.metrics;

import io.itops.core.Require;
import java.util.List;

/**
 * One way to staff or equip operations: what it costs a year, and what incidents cost with it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what it is called, 1 to 200 characters
 * @param yearlyCost what it costs a year by itself, 0 to 1,000,000,000,000
 * @param services what incidents cost with it; at most 200 services, each once
 * @since 0.1
 */
public record ResourcingOption(String name, double yearlyCost, List<ServiceCost> services) {
    /** Checks the parts. */
    public ResourcingOption {
        Require.text("name of the option", name, 200);
        Require.range("yearly cost", yearlyCost, 0, 1e12);
        services = CostSimulation.checked(services);
    }
}
