package io.itops.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import io.itops.core.InvalidInputException;
import io.itops.core.spi.EgressPolicy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardEgressPolicyTest {
    private static final InetAddress PUBLIC = InetAddresses.forString("93.184.216.34");

    private static AccessDecision check(EgressPolicy policy, String target, String address) {
        return policy.check(URI.create(target), InetAddresses.forString(address));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "10.0.0.1, private",
        "10.255.255.255, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.1.1, private",
        "169.254.0.1, link-local",
        "169.254.169.254, cloud metadata",
        "169.254.170.2, cloud metadata",
        "100.100.100.200, cloud metadata",
        "192.0.0.192, cloud metadata",
        "168.63.129.16, cloud metadata",
        "100.64.0.1, carrier-grade NAT",
        "100.127.255.255, carrier-grade NAT",
        "0.0.0.0, this network",
        "0.1.2.3, this network",
        "192.0.0.1, protocol assignments",
        "192.0.2.1, documentation",
        "198.51.100.7, documentation",
        "203.0.113.9, documentation",
        "192.88.99.1, 6to4 relay",
        "198.18.0.1, benchmarking",
        "198.19.255.255, benchmarking",
        "224.0.0.1, multicast",
        "239.255.255.250, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, broadcast",
        "::, unspecified",
        "::1, loopback",
        "::2, this network",
        "::127.0.0.1, loopback",
        "::ffff:0:10.0.0.1, private",
        "64:ff9b::127.0.0.1, loopback",
        "64:ff9b::169.254.169.254, cloud metadata",
        "64:ff9b:1::8.8.8.8, local NAT64",
        "2002:7f00:1::, loopback",
        "2002:a9fe:a9fe::1, cloud metadata",
        "2001:0:5ef5:79fb:0:0:80ff:fffe, loopback",
        "2001:db8::1, documentation",
        "2001:2::1, protocol assignments",
        "3fff::1, documentation",
        "2a00:1450:4001::5efe:10.0.0.1, private",
        "2a00:1450:4001::200:5efe:192.168.0.1, private",
        "100::1, discard",
        "fc00::1, unique local",
        "fdff::1, unique local",
        "fd00:ec2::254, cloud metadata",
        "fd20:ce::254, cloud metadata",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast",
        "5f00::1, segment identifiers",
        "4000::1, not global unicast",
        "e000::1, not global unicast",
    })
    void addressesThatAreNotForEveryoneAreDeniedWithTheirRange(String address, String range) {
        AccessDecision decision = check(StandardEgressPolicy.strict(), "https://example.org/hook", address);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.reason()).contains(" is " + range + " (");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "168.63.129.17",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:2800:220:1:248:1893:25c8:1946",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "2a00:1450:4001::5eff:10.0.0.1",
            })
    void publicAddressesAreAllowedOverHttps(String address) {
        AccessDecision decision = check(StandardEgressPolicy.strict(), "https://example.org/hook", address);
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.reason()).contains("standard egress policy");
    }

    @Test
    void aMappedAddressIsJudgedAsTheAddressThatItMaps() throws UnknownHostException {
        byte[] mapped = new byte[16];
        Arrays.fill(mapped, 10, 12, (byte) 0xff);
        System.arraycopy(InetAddresses.forString("127.0.0.1").getAddress(), 0, mapped, 12, 4);
        // Only with a scope does Java keep it as the IPv6 address that it is.
        InetAddress address = Inet6Address.getByAddress("example.org", mapped, 1);
        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThat(StandardEgressPolicy.strict()
                        .check(URI.create("https://example.org"), address)
                        .allowed())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "file:///etc/passwd",
                "gopher://example.org/",
                "jar:https://example.org!/x",
                "mailto:ann@example.org",
                "//example.org/no-scheme",
                "/only/a/path",
                "https:///no-host",
                "https:opaque",
                "https://user@example.org/",
                "https://user:password@example.org/",
                "https://example.org@10.0.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://example.org.0x1/",
                "https://[fe80::1%25eth0]/",
                "https://[2606:2800:220:1:248:1893:25c8:1946%251]/",
                "https://[fe80::1%1]/",
                "https://93.184.216.35/",
                "https://under_score/",
                "https://example.org:0/",
                "https://example.org:70000/",
            })
    void targetsOfAnotherFormAreDeniedWhateverTheAddress(String target) {
        EgressPolicy lax = StandardEgressPolicy.builder()
                .allowHttp()
                .allow("example.org", 443)
                .allow("93.184.216.34", 443)
                .build();
        AccessDecision decision = lax.check(URI.create(target), PUBLIC);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.reason()).contains("must");
    }

    @Test
    void httpIsAllowedOnlyWhereItWasOptedFor() {
        assertThat(check(StandardEgressPolicy.strict(), "http://example.org/", "93.184.216.34"))
                .isEqualTo(AccessDecision.deny("standard egress policy: http is not allowed, https is"));
        EgressPolicy open = StandardEgressPolicy.builder().allowHttp().build();
        assertThat(check(open, "HTTP://example.org/", "93.184.216.34").allowed())
                .isTrue();
        assertThat(check(open, "http://example.org/", "10.0.0.1").allowed()).isFalse();
    }

    @Test
    void aHostThatIsNamedIsAllowedOnItsPortAlone() {
        EgressPolicy policy =
                StandardEgressPolicy.builder().allow("Receiver.Internal.", 8080).build();
        assertThat(check(policy, "http://receiver.internal:8080/hook", "10.1.2.3")
                        .allowed())
                .isTrue();
        assertThat(check(policy, "https://RECEIVER.internal.:8080/hook", "127.0.0.1")
                        .allowed())
                .isTrue();
        assertThat(check(policy, "http://receiver.internal:8081/hook", "10.1.2.3")
                        .allowed())
                .isFalse();
        assertThat(check(policy, "http://receiver.internal/hook", "10.1.2.3").allowed())
                .isFalse();
        assertThat(check(policy, "http://other.internal:8080/hook", "10.1.2.3").allowed())
                .isFalse();
        assertThat(check(policy, "http://receiver.internal.evil.org:8080/", "10.1.2.3")
                        .allowed())
                .isFalse();
    }

    @Test
    void theExampleOfTheDocumentationHolds() {
        EgressPolicy policy = StandardEgressPolicy.builder()
                .allow("receiver.example.internal", 8443)
                .build();
        assertThat(check(policy, "https://receiver.example.internal:8443/", "10.0.0.7")
                        .allowed())
                .isTrue();
        assertThat(check(StandardEgressPolicy.strict(), "https://receiver.example.internal:8443/", "10.0.0.7")
                        .allowed())
                .isFalse();
    }

    @Test
    void aNamedHostDoesNotOpenMetadataNorWhatIsNoMachine() {
        EgressPolicy policy =
                StandardEgressPolicy.builder().allow("receiver.internal", 80).build();
        for (String address : new String[] {"169.254.169.254", "fd00:ec2::254", "0.0.0.0", "224.0.0.1", "ff02::1"}) {
            assertThat(check(policy, "http://receiver.internal/", address).allowed())
                    .isFalse();
        }
    }

    @Test
    void anAddressThatIsNamedIsAllowedOnItsPortAloneUnderAnyName() {
        EgressPolicy policy = StandardEgressPolicy.builder()
                .allow("127.0.0.1", 9000)
                .allow("fd12:0::7", 9000)
                .allow("169.254.169.254", 80)
                .allow("0.0.0.0", 80)
                .build();
        assertThat(check(policy, "http://127.0.0.1:9000/", "127.0.0.1").allowed())
                .isTrue();
        assertThat(check(policy, "http://localhost:9000/", "127.0.0.1").allowed())
                .isTrue();
        assertThat(check(policy, "http://[fd12::7]:9000/", "fd12::7").allowed()).isTrue();
        assertThat(check(policy, "http://metadata/", "169.254.169.254").allowed())
                .isTrue();
        assertThat(check(policy, "http://127.0.0.1:9001/", "127.0.0.1").allowed())
                .isFalse();
        assertThat(check(policy, "http://127.0.0.1:9000/", "127.0.0.2").allowed())
                .isFalse();
        assertThat(check(policy, "http://any/", "0.0.0.0").allowed()).isFalse();
    }

    @Test
    void malformedExceptionsAreRefused() {
        StandardEgressPolicy.Builder builder = StandardEgressPolicy.builder();
        for (String host : new String[] {" ", "a/b", "a:80", "*.example.org", "user@host", "a b", "exämple"}) {
            assertThatThrownBy(() -> builder.allow(host, 80)).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> builder.allow("a", 0)).isInstanceOf(InvalidInputException.class);
    }
}
