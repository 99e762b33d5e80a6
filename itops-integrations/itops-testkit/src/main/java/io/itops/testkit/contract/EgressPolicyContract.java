package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.access.AccessDecision;
import io.itops.core.spi.EgressPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EgressPolicy} must do: the number in a test's name is that of the rule in its documentation. Extend it, give it a
 * policy to which nothing private was opened by name, and run it.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public abstract class EgressPolicyContract {
    /** For subclasses. */
    protected EgressPolicyContract() {}

    /**
     * A policy that opens no special address.
     *
     * @return a new one with the same policy each time
     */
    protected abstract EgressPolicy newPolicy();

    /**
     * Whether the policy lets connections go to any public address over https.
     *
     * @return true unless overridden, as one does for a policy that lists what it allows
     */
    protected boolean allowsPublicAddresses() {
        return true;
    }

    private static AccessDecision ask(EgressPolicy policy, EgressCases.Case asked) {
        try {
            return policy.check(asked.target(), asked.resolved());
        } catch (RuntimeException e) {
            throw new AssertionError("an exception instead of an answer for " + asked, e);
        }
    }

    private static List<AccessDecision> askAll(EgressPolicy policy) {
        return EgressCases.ALL.stream().map(asked -> ask(policy, asked)).toList();
    }

    @Test
    void s01_thePolicyAloneDecides() {
        EgressPolicy policy = newPolicy();
        List<AccessDecision> first = askAll(policy);
        List<EgressCases.Case> reversed = new ArrayList<>(EgressCases.ALL);
        Collections.reverse(reversed);
        reversed.forEach(asked -> ask(policy, asked));
        assertThat(askAll(policy)).as("answers when asked again").isEqualTo(first);
        assertThat(askAll(newPolicy())).as("answers of a new policy").isEqualTo(first);
    }

    @Test
    void s01_threadsGetTheSameAnswers() {
        EgressPolicy policy = newPolicy();
        List<AccessDecision> expected = askAll(newPolicy());
        List<Integer> others = Race.run(4, () -> {
            int different = 0;
            for (int i = 0; i < 20; i++) {
                different += askAll(policy).equals(expected) ? 0 : 1;
            }
            return different;
        });
        assertThat(others).as("other answers in four threads").containsOnly(0);
    }

    /** The floor under all rules: no special address is reached, however its host is written. */
    @Test
    void s01_specialAddressesAreDeniedHoweverTheHostIsWritten() {
        EgressPolicy policy = newPolicy();
        for (EgressCases.Case asked : EgressCases.SPECIAL) {
            assertThat(ask(policy, asked).allowed())
                    .as("whether %s is allowed", asked)
                    .isFalse();
        }
    }

    @Test
    void s01_publicAddressesAreAllowed() {
        assumeTrue(allowsPublicAddresses(), "the policy lists what it allows");
        EgressPolicy policy = newPolicy();
        for (EgressCases.Case asked : EgressCases.PUBLIC) {
            AccessDecision decision = ask(policy, asked);
            assertThat(decision.allowed())
                    .as("whether %s is allowed: %s", asked, decision.reason())
                    .isTrue();
        }
    }

    @Test
    void s02_anEmbeddedAddressIsJudgedAsItself() {
        EgressPolicy policy = newPolicy();
        for (String address : EgressCases.IPV4) {
            InetAddress plain = EgressCases.address(address);
            boolean allowed = ask(policy, EgressCases.named(plain)).allowed();
            for (InetAddress carrier : EgressCases.carriers(plain)) {
                assertThat(ask(policy, EgressCases.named(carrier)).allowed())
                        .as("whether %s is allowed, which carries %s", carrier.getHostAddress(), address)
                        .isEqualTo(allowed);
            }
        }
    }

    @Test
    void s03_malformedTargetsAreDenied() {
        EgressPolicy policy = newPolicy();
        for (EgressCases.Case asked : EgressCases.MALFORMED) {
            assertThat(ask(policy, asked).allowed())
                    .as("whether %s is allowed", asked)
                    .isFalse();
        }
    }

    @Test
    void s04_aDenialNamesItsRule() {
        EgressPolicy policy = newPolicy();
        for (EgressCases.Case asked : EgressCases.ALL) {
            assertThat(ask(policy, asked).reason()).as("reason for %s", asked).isNotBlank();
        }
        String byAddress =
                ask(policy, EgressCases.named(EgressCases.address("127.0.0.1"))).reason();
        for (EgressCases.Case asked : EgressCases.MALFORMED) {
            assertThat(ask(policy, asked).reason())
                    .as("reason for a malformed target, %s", asked)
                    .isNotEqualTo(byAddress)
                    .doesNotContain(EgressCases.PASSWORD);
        }
    }

    /** A policy that looks the host up itself finds another address than the one it is asked about, or none. */
    @Test
    void s05_theAddressThatIsPassedIsTheOneThatIsJudged() {
        EgressPolicy policy = newPolicy();
        InetAddress loopback = EgressCases.address("127.0.0.1");
        URI unknown = URI.create("https://there-is-no-such-host.invalid/hook");
        assertThat(ask(policy, new EgressCases.Case("unknown host", unknown, loopback))
                        .allowed())
                .as("whether a loopback address is allowed under a host that does not exist")
                .isFalse();
        assumeTrue(allowsPublicAddresses(), "the policy lists what it allows");
        InetAddress outside = EgressCases.address("93.184.215.14");
        assertThat(ask(policy, new EgressCases.Case("unknown host", unknown, outside))
                        .allowed())
                .as("whether a public address is allowed under a host that does not exist")
                .isTrue();
        URI local = URI.create("https://localhost/hook");
        assertThat(ask(policy, new EgressCases.Case("local name", local, outside))
                        .allowed())
                .as("whether a public address is allowed under the name localhost")
                .isTrue();
    }

    @Test
    void s05_anInterruptedThreadGetsTheSameAnswers() {
        EgressPolicy policy = newPolicy();
        List<AccessDecision> expected = askAll(newPolicy());
        Thread.currentThread().interrupt();
        List<AccessDecision> answers;
        boolean still;
        try {
            answers = askAll(policy);
        } finally {
            still = Thread.interrupted();
        }
        assertThat(answers).as("answers to an interrupted thread").isEqualTo(expected);
        assertThat(still).as("the interrupt is still there").isTrue();
    }
}
