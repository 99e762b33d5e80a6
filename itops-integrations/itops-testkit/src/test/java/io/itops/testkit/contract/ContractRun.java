package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract against an implementation with a planted fault, and tells which of its tests failed. */
final class ContractRun implements TestExecutionListener {
    private static final String PLANTED = "planted";

    private final Map<String, String> failures = new TreeMap<>();
    private final Set<String> passed = new TreeSet<>();

    private ContractRun() {}

    /** Gives the constructor of a contract class the fault that the run was started with. */
    static final class Planted implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().isEnum();
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            String name = context.getConfigurationParameter(PLANTED).orElseThrow();
            for (Object fault : parameter.getParameter().getType().getEnumConstants()) {
                if (((Enum<?>) fault).name().equals(name)) {
                    return fault;
                }
            }
            throw new IllegalArgumentException("no fault is called " + name);
        }
    }

    static ContractRun of(Class<?> contract, Enum<?> fault) {
        ContractRun run = new ContractRun();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(contract))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .configurationParameter(PLANTED, fault.name())
                .build();
        LauncherFactory.create().execute(request, run);
        return run;
    }

    /** Fails unless the contract found the fault at its rule, and found most other rules kept. */
    void mustFailAt(String rule) {
        assertThat(failures.keySet()).as("tests that found the fault").anyMatch(name -> name.startsWith(rule));
        // A fault breaks one thing: a run in which everything fails would prove nothing about the rule.
        assertThat(passed.size())
                .as("tests that passed in spite of the fault; failures: %s", failures)
                .isGreaterThanOrEqualTo(failures.size());
    }

    /** Fails unless each rule from 1 to the last has a fault that breaks it. */
    static <F> void assertRules(F[] faults, Function<F, String> rule, int last) {
        assertThat(Arrays.stream(faults).map(rule).distinct().sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, last)
                        .mapToObj(number -> "s%02d".formatted(number))
                        .toList());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failures.put(name(test), String.valueOf(result.getThrowable().orElse(null)));
        } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            passed.add(name(test));
        }
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .orElse(test.getDisplayName());
    }
}
