package io.itops.core.access;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that are not for everyone: IANA's registries of special-purpose addresses (RFC 6890), multicast, and the addresses under
 * which clouds tell a machine its own secrets. An IPv6 address that carries an IPv4 address is judged as that. Immutable.
 */
final class SpecialAddresses {
    /** What may open a range: an allowed host name, an allowed address, or nothing. */
    enum Opened {
        BY_HOST,
        BY_ADDRESS,
        NEVER
    }

    /** A range, why it is special, and where that is written. */
    static final class Range {
        private final String text;
        private final Opened opened;
        private final byte[] prefix;
        private final int bits;

        private Range(String cidr, String name, String source, Opened opened) {
            int slash = cidr.indexOf('/');
            this.text = name + " (" + cidr + ", " + source + ")";
            this.opened = opened;
            this.prefix = InetAddresses.forString(cidr.substring(0, slash)).getAddress();
            this.bits = Integer.parseInt(cidr.substring(slash + 1));
        }

        static Range of(String cidr, String name, String source, Opened opened) {
            return new Range(cidr, name, source, opened);
        }

        Opened opened() {
            return opened;
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(address, 0, whole, prefix, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || (address[whole] & 0xff) >> (8 - rest) == (prefix[whole] & 0xff) >> (8 - rest);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The first that holds an address is the one that is named: the narrow ones stand before the wide ones. */
    private static final List<Range> RANGES = List.of(
            Range.of("169.254.169.254/32", "cloud metadata", "AWS, Azure, Google", Opened.BY_ADDRESS),
            Range.of("169.254.170.0/24", "cloud metadata", "AWS containers", Opened.BY_ADDRESS),
            Range.of("100.100.100.200/32", "cloud metadata", "Alibaba", Opened.BY_ADDRESS),
            Range.of("192.0.0.192/32", "cloud metadata", "Oracle", Opened.BY_ADDRESS),
            Range.of("168.63.129.16/32", "cloud metadata", "Azure", Opened.BY_ADDRESS),
            Range.of("0.0.0.0/8", "this network", "RFC 791", Opened.NEVER),
            Range.of("10.0.0.0/8", "private", "RFC 1918", Opened.BY_HOST),
            Range.of("100.64.0.0/10", "carrier-grade NAT", "RFC 6598", Opened.BY_HOST),
            Range.of("127.0.0.0/8", "loopback", "RFC 1122", Opened.BY_HOST),
            Range.of("169.254.0.0/16", "link-local", "RFC 3927", Opened.BY_HOST),
            Range.of("172.16.0.0/12", "private", "RFC 1918", Opened.BY_HOST),
            Range.of("192.0.0.0/24", "protocol assignments", "RFC 6890", Opened.BY_HOST),
            Range.of("192.0.2.0/24", "documentation", "RFC 5737", Opened.BY_HOST),
            Range.of("192.88.99.0/24", "6to4 relay", "RFC 7526", Opened.BY_HOST),
            Range.of("192.168.0.0/16", "private", "RFC 1918", Opened.BY_HOST),
            Range.of("198.18.0.0/15", "benchmarking", "RFC 2544", Opened.BY_HOST),
            Range.of("198.51.100.0/24", "documentation", "RFC 5737", Opened.BY_HOST),
            Range.of("203.0.113.0/24", "documentation", "RFC 5737", Opened.BY_HOST),
            Range.of("224.0.0.0/4", "multicast", "RFC 5771", Opened.NEVER),
            Range.of("255.255.255.255/32", "broadcast", "RFC 919", Opened.NEVER),
            Range.of("240.0.0.0/4", "reserved", "RFC 1112", Opened.NEVER),
            Range.of("fd00:ec2::254/128", "cloud metadata", "AWS", Opened.BY_ADDRESS),
            Range.of("fd20:ce::254/128", "cloud metadata", "Google", Opened.BY_ADDRESS),
            Range.of("::/128", "unspecified", "RFC 4291", Opened.NEVER),
            Range.of("::1/128", "loopback", "RFC 4291", Opened.BY_HOST),
            Range.of("64:ff9b:1::/48", "local NAT64", "RFC 8215", Opened.BY_HOST),
            Range.of("100::/64", "discard", "RFC 6666", Opened.NEVER),
            Range.of("2001:db8::/32", "documentation", "RFC 3849", Opened.BY_HOST),
            Range.of("2001::/23", "protocol assignments", "RFC 2928", Opened.BY_HOST),
            Range.of("3fff::/20", "documentation", "RFC 9637", Opened.BY_HOST),
            Range.of("5f00::/16", "segment identifiers", "RFC 9602", Opened.BY_HOST),
            Range.of("fc00::/7", "unique local", "RFC 4193", Opened.BY_HOST),
            Range.of("fe80::/10", "link-local", "RFC 4291", Opened.BY_HOST),
            Range.of("fec0::/10", "site-local", "RFC 3879", Opened.BY_HOST),
            Range.of("ff00::/8", "multicast", "RFC 4291", Opened.NEVER));

    private static final Range GLOBAL_UNICAST = Range.of("2000::/3", "global unicast", "RFC 4291", Opened.BY_HOST);
    private static final Range UNASSIGNED = Range.of("::/0", "not global unicast", "RFC 4291", Opened.NEVER);

    private static final Range TRANSLATED = embedding("::ffff:0:0:0/96");
    private static final Range COMPATIBLE = embedding("::/96");
    private static final Range NAT64 = embedding("64:ff9b::/96");
    private static final Range SIX_TO_FOUR = embedding("2002::/16");
    private static final Range TEREDO = embedding("2001::/32");

    private SpecialAddresses() {}

    private static Range embedding(String cidr) {
        return Range.of(cidr, "embedding", "RFC 4291", Opened.BY_HOST);
    }

    /** The special range that an address lies in, or the IPv4 address that it carries. */
    static Optional<Range> of(InetAddress address) {
        byte[] judged = carried(address.getAddress());
        for (Range range : RANGES) {
            if (range.contains(judged)) {
                return Optional.of(range);
            }
        }
        return judged.length == 4 || GLOBAL_UNICAST.contains(judged) ? Optional.empty() : Optional.of(UNASSIGNED);
    }

    /** The IPv4 address that an IPv6 address carries (RFC 4291, 6052, 7915, 3056, 4380, 5214), or the address itself. */
    private static byte[] carried(byte[] address) {
        if (address.length == 4 || isUnspecifiedOrLoopback(address)) {
            return address;
        }
        if (isMapped(address)
                || TRANSLATED.contains(address)
                || COMPATIBLE.contains(address)
                || NAT64.contains(address)
                || isIsatap(address)) {
            return Arrays.copyOfRange(address, 12, 16);
        }
        if (SIX_TO_FOUR.contains(address)) {
            return Arrays.copyOfRange(address, 2, 6);
        }
        if (TEREDO.contains(address)) {
            byte[] client = Arrays.copyOfRange(address, 12, 16);
            for (int i = 0; i < client.length; i++) {
                client[i] = (byte) ~client[i];
            }
            return client;
        }
        return address;
    }

    private static boolean isUnspecifiedOrLoopback(byte[] address) {
        for (int i = 0; i < 15; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[15] == 0 || address[15] == 1;
    }

    /** ::ffff:0:0/96, which as text would be read as the IPv4 address that it maps. */
    private static boolean isMapped(byte[] address) {
        return address[10] == (byte) 0xff
                && address[11] == (byte) 0xff
                && Arrays.equals(address, 0, 10, new byte[10], 0, 10);
    }

    /** An interface identifier of 0000:5efe or 0200:5efe and an IPv4 address, under any prefix. */
    private static boolean isIsatap(byte[] address) {
        return (address[8] & 0xfd) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe;
    }
}
