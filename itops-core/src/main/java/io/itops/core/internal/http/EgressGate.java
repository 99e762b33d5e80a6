package io.itops.core.internal.http;

import io.itops.core.Require;
import io.itops.core.access.AccessDecision;
import io.itops.core.access.HostResolver;
import io.itops.core.spi.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves the host of a target once, asks the policy about every address, and gives the one to connect to. Thread-safe if the given
 * policy and resolver are.
 */
public final class EgressGate {
    private final EgressPolicy policy;
    private final HostResolver resolver;

    /**
     * A gate.
     *
     * @param policy says which addresses may be connected to
     * @param resolver finds them
     */
    public EgressGate(EgressPolicy policy, HostResolver resolver) {
        this.policy = Require.present("egress policy", policy);
        this.resolver = Require.present("resolver", resolver);
    }

    /** Tells that an address may not be connected to. */
    public static final class DeniedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        DeniedException(String reason) {
            super("the egress policy denies the target: " + reason);
            this.reason = reason;
        }

        /**
         * Why not.
         *
         * @return the policy's reason
         */
        public String reason() {
            return reason;
        }
    }

    /**
     * The address to connect to.
     *
     * @param target an absolute URI
     * @return the first of the host's addresses, all of which are allowed
     * @throws DeniedException if one of them is not
     * @throws UnknownHostException if there is none
     */
    public InetAddress open(URI target) throws DeniedException, UnknownHostException {
        List<InetAddress> addresses = resolver.resolve(target.getHost());
        if (addresses.isEmpty()) {
            throw new UnknownHostException(target.getHost());
        }
        for (InetAddress address : addresses) {
            AccessDecision decision = policy.check(target, address);
            if (!decision.allowed()) {
                throw new DeniedException(decision.reason());
            }
        }
        return addresses.get(0);
    }
}
