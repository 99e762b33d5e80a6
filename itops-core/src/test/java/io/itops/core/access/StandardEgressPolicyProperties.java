package io.itops.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.spi.EgressPolicy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every address of IPv4, and each in every form in which IPv6 carries it, against ranges written as numbers. */
class StandardEgressPolicyProperties {
    private static final URI TARGET = URI.create("https://example.org/");

    /** First and last address of what must be denied, by RFC 6890, RFC 5771 and the makers of clouds. */
    private static final List<long[]> DENIED = List.of(
            range("00000000", "00ffffff"),
            range("0a000000", "0affffff"),
            range("64400000", "647fffff"),
            range("7f000000", "7fffffff"),
            range("a83f8110", "a83f8110"),
            range("a9fe0000", "a9feffff"),
            range("ac100000", "ac1fffff"),
            range("c0000000", "c00000ff"),
            range("c0000200", "c00002ff"),
            range("c0586300", "c05863ff"),
            range("c0a80000", "c0a8ffff"),
            range("c6120000", "c613ffff"),
            range("c6336400", "c63364ff"),
            range("cb007100", "cb0071ff"),
            range("e0000000", "ffffffff"));

    private static long[] range(String first, String last) {
        return new long[] {Long.parseLong(first, 16), Long.parseLong(last, 16)};
    }

    private static boolean denied(long address) {
        return DENIED.stream().anyMatch(range -> address >= range[0] && address <= range[1]);
    }

    /** Addresses anywhere, and often at the edges of the ranges. */
    @Provide
    Arbitrary<Long> addresses() {
        Arbitrary<Long> edges = Arbitraries.of(DENIED)
                .flatMap(range ->
                        Arbitraries.of(range[0] - 1, range[0], range[0] + 1, range[1] - 1, range[1], range[1] + 1));
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 0xffffffffL),
                        edges,
                        Arbitraries.of(DENIED)
                                .flatMap(range -> Arbitraries.longs().between(range[0], range[1])))
                .filter(address -> address >= 0 && address <= 0xffffffffL);
    }

    private static byte[] bytes(long address) {
        return new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    private static byte[] inside(byte[] address, int at, int... head) {
        byte[] outer = new byte[16];
        for (int i = 0; i < head.length; i++) {
            outer[i] = (byte) head[i];
        }
        System.arraycopy(address, 0, outer, at, 4);
        return outer;
    }

    private static InetAddress v6(byte[] address) {
        try {
            return Inet6Address.getByAddress("example.org", address, 1);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress v4(long address) {
        try {
            return InetAddress.getByAddress(bytes(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(EgressPolicy policy, long address) {
        boolean allowed = !denied(address);
        byte[] four = bytes(address);
        byte[] inverted = new byte[4];
        for (int i = 0; i < 4; i++) {
            inverted[i] = (byte) ~four[i];
        }
        List<InetAddress> forms = List.of(
                v4(address),
                v6(inside(four, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff)),
                v6(inside(four, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0)),
                v6(inside(four, 12)),
                v6(inside(four, 12, 0, 0x64, 0xff, 0x9b)),
                v6(inside(four, 2, 0x20, 0x02)),
                v6(inside(inverted, 12, 0x20, 0x01, 0, 0, 1, 2, 3, 4)),
                v6(inside(four, 12, 0x2a, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0x5e, 0xfe)),
                v6(inside(four, 12, 0x2a, 0, 1, 2, 3, 4, 5, 6, 2, 0, 0x5e, 0xfe)));
        assertThat(forms)
                .allSatisfy(form -> assertThat(policy.check(TARGET, form).allowed())
                        .as("%s", form)
                        .isEqualTo(allowed));
    }

    @Property
    void everyFormOfAnAddressIsJudgedByItsRange(@ForAll("addresses") long address) {
        check(StandardEgressPolicy.strict(), address);
    }

    @Example
    void theCheckFindsAPolicyThatForgetsWhatAnAddressCarries() {
        EgressPolicy forgetful = (target, resolved) -> resolved.getAddress().length == 16
                        && Arrays.equals(resolved.getAddress(), 0, 2, new byte[] {0x20, 0x02}, 0, 2)
                ? AccessDecision.allow("a public address")
                : StandardEgressPolicy.strict().check(target, resolved);
        check(forgetful, 0x08080808L);
        assertThatThrownBy(() -> check(forgetful, 0x7f000001L)).isInstanceOf(AssertionError.class);
    }
}
