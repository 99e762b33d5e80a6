package io.itops.testkit.contract;

import io.itops.core.Actor;
import io.itops.core.access.AccessDecision;
import io.itops.core.access.Permission;
import io.itops.core.spi.Authorizer;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Faults that an authorizer might have, each planted into a sound one, with the rule at which the contract must find it. */
enum AuthorizerFault {
    DENIES_AFTER_A_WHILE("s01", () -> {
        AtomicInteger asked = new AtomicInteger();
        return (actor, permission, subject) ->
                asked.incrementAndGet() > 50 ? no() : sound().authorize(actor, permission, subject);
    }),
    ALLOWS_EVERYTHING_KNOWN(
            "s01",
            () -> (actor, permission, subject) -> actor.equals(RoleTable.BOB) && permission.equals(RoleTable.APPROVE)
                    ? yes()
                    : sound().authorize(actor, permission, subject)),
    REMEMBERS_ANSWERS_WITHOUT_THE_PERMISSION("s01", () -> {
        // whoever may read a thing may then do anything about it, and the other way round
        Map<List<Object>, AccessDecision> remembered = new ConcurrentHashMap<>();
        return (actor, permission, subject) -> remembered.computeIfAbsent(
                List.of(actor, subject), unused -> sound().authorize(actor, permission, subject));
    }),
    REMEMBERS_DENIALS_WITHOUT_THE_SUBJECT("s01", () -> {
        // one thing that may not be read hides all
        Set<List<Object>> denied = ConcurrentHashMap.newKeySet();
        return (actor, permission, subject) -> {
            AccessDecision decision = denied.contains(List.of(actor, permission))
                    ? AccessDecision.deny(RoleTable.NAME + ": not granted to " + actor)
                    : sound().authorize(actor, permission, subject);
            if (!decision.allowed()) {
                denied.add(List.of(actor, permission));
            }
            return decision;
        };
    }),
    ANSWERS_FOR_ANOTHER_THREAD("s01", () -> {
        // what a cache of the last answer without its question does
        AtomicInteger turn = new AtomicInteger();
        Thread first = Thread.currentThread();
        return (actor, permission, subject) -> Thread.currentThread() != first && turn.incrementAndGet() % 7 == 0
                ? no()
                : sound().authorize(actor, permission, subject);
    }),
    THROWS_ON_UNKNOWN_ACTORS("s02", () -> (actor, permission, subject) -> {
        if (actor.id().length() > 10) {
            throw new IllegalArgumentException("no such actor");
        }
        return sound().authorize(actor, permission, subject);
    }),
    TAKES_PERMISSIONS_BY_THEIR_BEGINNING("s02", () -> (actor, permission, subject) -> {
        String[] parts = permission.name().split("\\.");
        Permission known = parts.length > 2 ? Permission.of(parts[0] + '.' + parts[1]) : permission;
        return sound().authorize(actor, known, subject);
    }),
    TAKES_PERMISSIONS_BY_THEIR_FIRST_LETTERS("s02", () -> (actor, permission, subject) -> {
        // who may read as someone involved may read everything
        Permission known = Stream.of(RoleTable.ACKNOWLEDGE, RoleTable.APPROVE)
                .filter(one -> permission.name().startsWith(one.name())
                        && !permission.name().startsWith(one.name() + '.'))
                .findFirst()
                .orElse(permission);
        return sound().authorize(actor, known, subject);
    }),
    TAKES_ACTORS_WITHOUT_THEIR_KIND(
            "s02",
            () -> (actor, permission, subject) -> sound().authorize(Actor.user(actor.id()), permission, subject)),
    TAKES_ACTORS_BY_THEIR_LETTERS("s02", () -> (actor, permission, subject) -> {
        String letters = Normalizer.normalize(actor.id(), Normalizer.Form.NFD).replaceAll("[^a-z]", "");
        Actor known = letters.isEmpty() ? actor : new Actor(actor.kind(), letters);
        return sound().authorize(known, permission, subject);
    }),
    ALLOWS_UNKNOWN_SUBJECTS(
            "s02",
            () -> (actor, permission, subject) ->
                    subject.type().equals("unheard-of") ? yes() : sound().authorize(actor, permission, subject)),
    DENIES_WITHOUT_THE_POLICY("s03", () -> (actor, permission, subject) -> {
        AccessDecision decision = sound().authorize(actor, permission, subject);
        return decision.allowed() ? decision : AccessDecision.deny("no");
    }),
    ASKS_SOMEONE_ELSE("s04", () -> (actor, permission, subject) -> {
        try {
            new CountDownLatch(0).await();
            return sound().authorize(actor, permission, subject);
        } catch (InterruptedException e) {
            return no();
        }
    });

    final String rule;
    private final Supplier<Authorizer> maker;

    AuthorizerFault(String rule, Supplier<Authorizer> maker) {
        this.rule = rule;
        this.maker = maker;
    }

    Authorizer authorizer() {
        return maker.get();
    }

    private static Authorizer sound() {
        return new RoleTable();
    }

    private static AccessDecision yes() {
        return AccessDecision.allow(RoleTable.NAME + ": let through");
    }

    private static AccessDecision no() {
        return AccessDecision.deny(RoleTable.NAME + ": not now");
    }
}
