package io.itops.core.access;

import com.google.common.net.InetAddresses;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.spi.EgressPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Lets connections go to public addresses over https, and to nothing else unless it is named: what a program that takes addresses from
 * its users should start from.
 *
 * <p>Denied are loopback, private, link-local, carrier-grade NAT, unique local and documentation addresses, multicast, the unspecified and
 * reserved ones, and those under which clouds hand out credentials; IPv6 addresses that carry an IPv4 address are judged as that. A host
 * that is named with its port may lie in most of these ranges and may be reached over http, but neither by a metadata address nor by one
 * that no single machine answers to.
 *
 * <pre>{@code
 * EgressPolicy policy = StandardEgressPolicy.builder().allow("receiver.example.internal", 8443).build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class StandardEgressPolicy implements EgressPolicy {
    /** Labels of letters, digits and hyphens (RFC 1123, section 2.1); the last one is no number, since such a host is an address in disguise. */
    private static final Pattern HOST = Pattern.compile(
            "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*(?![0-9]+\\.?$|0x[0-9a-f]*\\.?$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.?",
            Pattern.CASE_INSENSITIVE);

    private static final StandardEgressPolicy STRICT = builder().build();

    private final boolean http;
    private final Set<String> hosts;
    private final Set<String> addresses;

    private StandardEgressPolicy(Builder builder) {
        this.http = builder.http;
        this.hosts = Set.copyOf(builder.hosts);
        this.addresses = Set.copyOf(builder.addresses);
    }

    /**
     * Public addresses over https alone.
     *
     * @return the policy
     */
    public static StandardEgressPolicy strict() {
        return STRICT;
    }

    /**
     * Starts from {@link #strict()}.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AccessDecision check(URI target, InetAddress resolved) {
        Require.present("target", target);
        Require.present("resolved address", resolved);
        Optional<String> malformed = malformed(target).or(() -> disguised(target.getHost(), resolved));
        if (malformed.isPresent()) {
            return AccessDecision.deny("standard egress policy: " + malformed.get());
        }
        int port = port(target);
        Optional<SpecialAddresses.Range> special = SpecialAddresses.of(resolved);
        SpecialAddresses.Opened opened =
                special.map(SpecialAddresses.Range::opened).orElse(SpecialAddresses.Opened.BY_HOST);
        if (addresses.contains(at(InetAddresses.toAddrString(resolved), port))
                && opened != SpecialAddresses.Opened.NEVER) {
            return AccessDecision.allow("standard egress policy: the address and port are allowed by name");
        }
        if (hosts.contains(at(normal(target.getHost()), port)) && opened == SpecialAddresses.Opened.BY_HOST) {
            return AccessDecision.allow("standard egress policy: the host and port are allowed by name");
        }
        if (special.isPresent()) {
            return AccessDecision.deny(
                    "standard egress policy: " + SafeText.oneLine(resolved.getHostAddress()) + " is " + special.get());
        }
        if (!http && !isHttps(target)) {
            return AccessDecision.deny("standard egress policy: http is not allowed, https is");
        }
        return AccessDecision.allow("standard egress policy: a public address");
    }

    private static Optional<String> malformed(URI target) {
        String scheme = target.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || isHttps(target))) {
            return Optional.of("the scheme must be https or http");
        }
        if (target.getRawUserInfo() != null) {
            return Optional.of("the target must hold no user information");
        }
        if (target.getHost() == null || target.getHost().isEmpty()) {
            return Optional.of("the target must have a host");
        }
        int port = port(target);
        return port >= 1 && port <= 65_535 ? Optional.empty() : Optional.of("the port must be 1 to 65535");
    }

    /**
     * Hosts that are numbers in another form than that of an address (2130706433, 0x7f000001, 0177.0.0.1) mean different addresses to
     * different resolvers; those that are addresses must be what was resolved.
     */
    private static Optional<String> disguised(String host, InetAddress resolved) {
        // An address with a scope is one of this machine's own links.
        boolean scoped = host.indexOf('%') >= 0;
        if (!scoped && InetAddresses.isUriInetAddress(host)) {
            return InetAddresses.forUriString(host).equals(resolved)
                    ? Optional.empty()
                    : Optional.of("the resolved address must be the target's");
        }
        String name = normal(host);
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean number = host.startsWith("[") || last.matches("[0-9]+|0x[0-9a-f]*");
        return number ? Optional.of("the host must be a name or an address in its usual form") : Optional.empty();
    }

    private static boolean isHttps(URI target) {
        return "https".equalsIgnoreCase(target.getScheme());
    }

    private static int port(URI target) {
        if (target.getPort() >= 0) {
            return target.getPort();
        }
        return isHttps(target) ? 443 : 80;
    }

    private static String at(String host, int port) {
        return host + ' ' + port;
    }

    /** Names are compared without regard to case and to the dot at the end that makes a name complete. */
    private static String normal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /**
     * Collects what is allowed beyond public addresses over https.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private boolean http;
        private final Set<String> hosts = new TreeSet<>();
        private final Set<String> addresses = new TreeSet<>();

        private Builder() {}

        /**
         * Allows http to public addresses, where everyone on the way can read what is sent.
         *
         * @return this
         */
        public Builder allowHttp() {
            http = true;
            return this;
        }

        /**
         * Allows one port of one host, over https and http. A name is allowed whatever private address it resolves to; an address is
         * allowed whatever name resolves to it.
         *
         * @param host a host name of at most 253 characters (RFC 1123: labels of letters, digits and hyphens, the last no number), or an IP address in its usual form: {@code 127.0.0.1}, {@code fd12::7}
         * @param port 1 to 65535
         * @return this
         */
        public Builder allow(String host, int port) {
            Require.text("allowed host", host, 253);
            Require.range("allowed port", port, 1, 65_535);
            if (InetAddresses.isInetAddress(host)) {
                addresses.add(at(InetAddresses.toAddrString(InetAddresses.forString(host)), port));
                return this;
            }
            Require.that(HOST.matcher(host).matches(), "allowed host", "be a host name or an IP address", host);
            hosts.add(at(normal(host), port));
            return this;
        }

        /**
         * The policy.
         *
         * @return the policy
         */
        public StandardEgressPolicy build() {
            return new StandardEgressPolicy(this);
        }
    }
}
