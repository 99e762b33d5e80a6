package io.itops.core.spi;

import io.itops.core.access.AccessDecision;
import java.net.InetAddress;
import java.net.URI;

/**
 * Says which addresses the SDK may connect to. A caller resolves a host once, asks about every address, and connects to an address
 * that was allowed.
 *
 * <p>Rules that every implementation keeps:
 *
 * <ol>
 *   <li value="1">The answer depends on the arguments and on the policy alone.
 *   <li value="2">An IPv6 address that maps or embeds an IPv4 address is judged as that IPv4 address.
 *   <li value="3">A target without a host, with user information, or of a scheme other than http and https is denied.
 *   <li value="4">Every answer carries a reason; a denial names the range or rule that it comes from.
 *   <li value="5">It resolves nothing and opens no connection.
 * </ol>
 *
 * <p>Implementations are thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EgressPolicy {
    /**
     * Whether a connection may be opened.
     *
     * @param target the address as it was configured
     * @param resolved one of the addresses that its host resolves to
     * @return allowed or denied, with the reason
     */
    AccessDecision check(URI target, InetAddress resolved);
}
