package io.itops.core.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds the addresses of a host.
 *
 * <p>Implementations are thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HostResolver {
    /**
     * The addresses of a host.
     *
     * @param host its name, or an address in text form
     * @return at least one address
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /**
     * The platform's resolver.
     *
     * @return resolves as the JVM is configured to
     */
    static HostResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
