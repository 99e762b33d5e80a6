package io.itops.testkit.contract;

import io.itops.core.access.AccessDecision;
import io.itops.core.access.StandardEgressPolicy;
import io.itops.core.spi.EgressPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Faults that a policy might have, each planted into the standard one, with the rule at which the contract must find it. */
enum EgressFault {
    ANSWERS_BY_TURNS("s01", () -> {
        AtomicInteger asked = new AtomicInteger();
        return (target, resolved) -> asked.incrementAndGet() % 97 == 0 ? yes() : standard(target, resolved);
    }),
    REMEMBERS_WHAT_IT_DENIED("s01", () -> {
        Set<String> denied = ConcurrentHashMap.newKeySet();
        return (target, resolved) -> {
            AccessDecision decision = standard(target, resolved);
            String address = resolved.getHostAddress();
            if (!decision.allowed()) {
                denied.add(address);
            }
            return denied.contains(address) ? no("seen before") : decision;
        };
    }),
    FORGETS_A_RANGE("s01", () -> (target, resolved) -> {
        byte[] a = resolved.getAddress();
        return a.length == 4 && a[0] == 100 && (a[1] & 0xc0) == 64 ? yes() : standard(target, resolved);
    }),
    TRUSTS_THE_HOST(
            "s01",
            () -> (target, resolved) -> "127.1".equals(target.getHost()) || "2130706433".equals(target.getAuthority())
                    ? yes()
                    : standard(target, resolved)),
    DENIES_A_PUBLIC_RANGE(
            "s01",
            () -> (target, resolved) ->
                    resolved.getAddress()[0] == 11 ? no("looks private") : standard(target, resolved)),
    BLIND_TO_NAT64(
            "s02",
            () -> (target, resolved) -> resolved.getAddress().length == 16 && resolved.getAddress()[1] == 0x64
                    ? yes()
                    : standard(target, resolved)),
    BLIND_TO_6TO4(
            "s02",
            () -> (target, resolved) -> resolved.getAddress().length == 16
                            && resolved.getAddress()[0] == 0x20
                            && resolved.getAddress()[1] == 2
                    ? yes()
                    : standard(target, resolved)),
    DENIES_EVERY_CARRIER(
            "s02",
            () -> (target, resolved) -> resolved.getAddress().length == 16 && resolved.getAddress()[0] == 0
                    ? no("IPv6")
                    : standard(target, resolved)),
    TAKES_USER_INFORMATION(
            "s03", () -> (target, resolved) -> target.getRawUserInfo() != null ? yes() : standard(target, resolved)),
    TAKES_OTHER_SCHEMES(
            "s03", () -> (target, resolved) -> "ftp".equals(target.getScheme()) ? yes() : standard(target, resolved)),
    TAKES_TARGETS_WITHOUT_A_HOST(
            "s03",
            () -> (target, resolved) ->
                    target.getHost() == null && "/hook".equals(target.getPath()) ? yes() : standard(target, resolved)),
    DENIES_WITHOUT_A_RULE("s04", () -> (target, resolved) -> {
        AccessDecision decision = standard(target, resolved);
        return decision.allowed() ? decision : no("denied");
    }),
    TELLS_THE_PASSWORD("s04", () -> (target, resolved) -> {
        AccessDecision decision = standard(target, resolved);
        return decision.allowed() ? decision : no(decision.reason() + " in " + target);
    }),
    LOOKS_THE_HOST_UP(
            "s05",
            () -> (target, resolved) -> "localhost".equals(target.getHost())
                    ? standard(target, InetAddress.getLoopbackAddress())
                    : standard(target, resolved)),
    WAITS_FOR_SOMETHING("s05", () -> (target, resolved) -> {
        try {
            new CountDownLatch(0).await();
            return standard(target, resolved);
        } catch (InterruptedException e) {
            return no("interrupted");
        }
    });

    final String rule;
    private final Supplier<EgressPolicy> maker;

    EgressFault(String rule, Supplier<EgressPolicy> maker) {
        this.rule = rule;
        this.maker = maker;
    }

    EgressPolicy policy() {
        return maker.get();
    }

    private static AccessDecision standard(URI target, InetAddress resolved) {
        return StandardEgressPolicy.strict().check(target, resolved);
    }

    private static AccessDecision yes() {
        return AccessDecision.allow("let through");
    }

    private static AccessDecision no(String reason) {
        return AccessDecision.deny(reason);
    }
}
