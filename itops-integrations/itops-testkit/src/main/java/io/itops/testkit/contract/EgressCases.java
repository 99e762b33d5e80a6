package io.itops.testkit.contract;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Targets and addresses on which policies have stumbled. */
final class EgressCases {
    static final String PASSWORD = "pa55-w0rd-canary";

    private static final String OUTSIDE = "93.184.215.14";

    /** A target and one of the addresses that its host resolves to. */
    record Case(String what, URI target, InetAddress resolved) {
        @Override
        public String toString() {
            return what + ": " + target + " at " + resolved.getHostAddress();
        }
    }

    /** Special and public addresses, each of which some IPv6 address can carry. */
    static final List<String> IPV4 = List.of(
            "127.0.0.1",
            "127.255.255.254",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            OUTSIDE,
            "8.8.8.8");

    /** What must be denied: by each way of writing a host, and by each special range. */
    static final List<Case> SPECIAL = Stream.of(disguises(), ranges4(), ranges6(), embedded())
            .flatMap(List::stream)
            .toList();

    static final List<Case> PUBLIC = publicAddresses();

    static final List<Case> MALFORMED = malformed();

    static final List<Case> ALL =
            Stream.of(SPECIAL, PUBLIC, MALFORMED).flatMap(List::stream).toList();

    private EgressCases() {}

    /** Ways of writing a host that some resolver takes for a special address. */
    private static List<Case> disguises() {
        return List.of(
                of("name", "https://localhost/", "127.0.0.1"),
                of("name that resolves to loopback", "https://127.0.0.1.nip.example/", "127.0.0.1"),
                of("rebound name", "https://rebind.example/", "10.1.2.3"),
                of("dotted", "https://127.0.0.1/", "127.0.0.1"),
                of("decimal", "https://2130706433/", "127.0.0.1"),
                of("hexadecimal", "https://0x7f000001/", "127.0.0.1"),
                of("octal", "https://017700000001/", "127.0.0.1"),
                of("octal parts", "https://0177.0.0.1/", "127.0.0.1"),
                of("hexadecimal parts", "https://0x7f.0x0.0x0.0x1/", "127.0.0.1"),
                of("mixed parts", "https://0x7f.1/", "127.0.0.1"),
                of("short", "https://127.1/", "127.0.0.1"),
                of("zero", "https://0/", "0.0.0.0"),
                of("all zeros", "https://0.0.0.0/", "0.0.0.0"),
                of("dot at the end", "https://localhost./", "127.0.0.1"),
                of("address with a dot at the end", "https://127.0.0.1./", "127.0.0.1"),
                of("upper case", "HTTPS://LOCALHOST/", "127.0.0.1"),
                of("port", "https://127.0.0.1:8443/", "127.0.0.1"),
                of("metadata by address", "https://169.254.169.254/latest/meta-data/", "169.254.169.254"),
                of("metadata in decimal", "https://2852039166/", "169.254.169.254"),
                of("metadata in hexadecimal", "https://0xa9fea9fe/", "169.254.169.254"),
                of("metadata by name", "https://metadata.google.internal/", "169.254.169.254"),
                of("plain http", "http://localhost/", "127.0.0.1"),
                of("international name", "https://xn--nxasmq6b.example/", "10.0.0.1"),
                of("bracketed loopback", "https://[::1]/", "::1"),
                of("bracketed unspecified", "https://[::]/", "::"),
                of("long loopback", "https://[0:0:0:0:0:0:0:1]/", "::1"));
    }

    private static List<Case> ranges4() {
        return Stream.of(
                        "0.0.0.1",
                        "10.0.0.0",
                        "10.255.255.255",
                        "100.64.0.0",
                        "100.127.255.255",
                        "127.0.0.0",
                        "127.255.255.255",
                        "169.254.0.1",
                        "169.254.170.2",
                        "169.254.255.255",
                        "172.16.0.0",
                        "172.31.255.255",
                        "192.0.0.1",
                        "192.0.2.1",
                        "192.168.0.0",
                        "192.168.255.255",
                        "198.18.0.1",
                        "198.19.255.255",
                        "198.51.100.1",
                        "203.0.113.1",
                        "224.0.0.1",
                        "239.255.255.255",
                        "240.0.0.1",
                        "255.255.255.255",
                        "100.100.100.200")
                .map(address -> named(address(address)))
                .toList();
    }

    private static List<Case> ranges6() {
        return Stream.of(
                        "::",
                        "::1",
                        "fe80::1",
                        "febf:ffff::1",
                        "fec0::1",
                        "fc00::1",
                        "fd00::1",
                        "fdff:ffff::1",
                        "fd00:ec2::254",
                        "ff02::1",
                        "ff0e::1",
                        "2001:db8::1",
                        "100::1")
                .map(address -> named(address(address)))
                .toList();
    }

    private static List<Case> embedded() {
        List<Case> cases = new ArrayList<>();
        for (String address : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.0.1")) {
            carriers(address(address)).forEach(carrier -> cases.add(named(carrier)));
        }
        // Teredo hides the client's address by inverting its bits (RFC 4380): here 10.0.0.1 behind 65.54.227.120
        cases.add(named(address("2001:0:4136:e378:8000:63bf:f5ff:fffe")));
        return cases;
    }

    private static List<Case> publicAddresses() {
        return List.of(
                of("public", "https://receiver.example/hook", OUTSIDE),
                of("public with a port", "https://receiver.example:8443/hook", OUTSIDE),
                of("public by address", "https://" + OUTSIDE + "/hook", OUTSIDE),
                of("public with a query", "https://receiver.example/hook?a=b%20c#d", OUTSIDE),
                of("scheme in upper case", "HTTPS://RECEIVER.EXAMPLE/hook", OUTSIDE),
                of("dot at the end", "https://receiver.example./hook", OUTSIDE),
                of("public IPv6", "https://receiver.example/hook", "2606:4700:4700::1111"),
                of("below the private ranges", "https://receiver.example/", "9.255.255.255"),
                of("above 10", "https://receiver.example/", "11.0.0.1"),
                of("below 100.64", "https://receiver.example/", "100.63.255.255"),
                of("above 100.127", "https://receiver.example/", "100.128.0.1"),
                of("above loopback", "https://receiver.example/", "128.0.0.1"),
                of("below 172.16", "https://receiver.example/", "172.15.255.255"),
                of("above 172.31", "https://receiver.example/", "172.32.0.1"),
                of("above 192.168", "https://receiver.example/", "192.169.0.1"),
                of("above link-local", "https://receiver.example/", "169.255.0.1"),
                of("below multicast", "https://receiver.example/", "223.255.255.255"));
    }

    private static List<Case> malformed() {
        return List.of(
                of("user", "https://admin@receiver.example/", OUTSIDE),
                of("user and password", "https://admin:" + PASSWORD + "@receiver.example/", OUTSIDE),
                of("empty user", "https://@receiver.example/", OUTSIDE),
                of("host in the user", "https://receiver.example@" + OUTSIDE + "/", OUTSIDE),
                of("encoded user", "https://a%40b@receiver.example/", OUTSIDE),
                of("file", "file:///etc/passwd", OUTSIDE),
                of("ftp", "ftp://receiver.example/", OUTSIDE),
                of("gopher", "gopher://receiver.example:70/_x", OUTSIDE),
                of("jar", "jar:https://receiver.example/x.jar!/", OUTSIDE),
                of("ldap", "ldap://receiver.example/", OUTSIDE),
                of("websocket", "wss://receiver.example/", OUTSIDE),
                of("data", "data:text/plain,x", OUTSIDE),
                of("opaque", "https:receiver.example", OUTSIDE),
                of("no host", "https:///hook", OUTSIDE),
                of("no scheme", "//receiver.example/hook", OUTSIDE),
                of("a path alone", "/hook", OUTSIDE),
                of("a host that is none", "https://under_score_/hook", OUTSIDE));
    }

    private static Case of(String what, String target, String resolved) {
        return new Case(what, URI.create(target), address(resolved));
    }

    /** An address behind a name that says nothing about it. */
    static Case named(InetAddress address) {
        return new Case("address", URI.create("https://receiver.example/hook"), address);
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The IPv6 addresses that carry an IPv4 address: mapped, compatible, translated, NAT64, 6to4. */
    static List<InetAddress> carriers(InetAddress address) {
        byte[] four = address.getAddress();
        List<InetAddress> carriers = new ArrayList<>();
        carriers.add(six(four, 12, 10, 0xff, 11, 0xff));
        carriers.add(six(four, 12, 8, 0xff, 9, 0xff));
        carriers.add(six(four, 12, 0, 0x00, 1, 0x64, 2, 0xff, 3, 0x9b));
        carriers.add(six(four, 2, 0, 0x20, 1, 0x02));
        if (four[0] != 0) {
            carriers.add(six(four, 12));
        }
        return carriers;
    }

    private static InetAddress six(byte[] four, int at, int... bytes) {
        byte[] all = new byte[16];
        for (int i = 0; i < bytes.length; i += 2) {
            all[bytes[i]] = (byte) bytes[i + 1];
        }
        System.arraycopy(four, 0, all, at, 4);
        try {
            // The usual factories turn a mapped address into the plain one, which would hide what is asked about.
            return Inet6Address.getByAddress(null, all, -1);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("16 bytes are an address", e);
        }
    }
}
