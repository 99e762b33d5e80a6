package io.itops.incident.request;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who must approve a request. Whoever asks, and whoever it is for, never does.
 *
 * <p>Immutable and thread-safe.
 *
 * @param rule how many votes are needed
 * @param approvers who is asked, sorted, at most 100; nobody for {@link Rule#NONE}
 * @param votes the number of votes for {@link Rule#AT_LEAST}, otherwise 0
 * @param veto whether one vote against it is enough; otherwise it is rejected once it cannot be approved any more
 * @param expiry how long there is to vote, at most 366 days; empty: for ever
 * @param calendar the business calendar in whose open hours that time runs, by its name among {@link RequestCalendars}; none: around the clock
 * @since 0.1
 */
public record ApprovalPolicy(
        Rule rule,
        List<String> approvers,
        int votes,
        boolean veto,
        Optional<Duration> expiry,
        Optional<String> calendar) {
    /** How many votes are needed. */
    public enum Rule {
        /** None. */
        NONE,
        /** One. */
        ANY,
        /** As many as a number says. */
        AT_LEAST,
        /** Those of all who are asked. */
        ALL
    }

    /** How it is written. */
    public static final Codec<ApprovalPolicy> CODEC = Shape.of("approval policy", s -> {
        var rule = s.field("rule", Codec.ofEnum(Rule.class), ApprovalPolicy::rule);
        var approvers = s.field("approvers", Codec.TEXT.list(), ApprovalPolicy::approvers);
        var votes = s.field("votes", Codec.INT, ApprovalPolicy::votes);
        var veto = s.field("veto", Codec.BOOL, ApprovalPolicy::veto);
        var expiry = s.optional("expiry", Codec.DURATION, ApprovalPolicy::expiry);
        var calendar = s.optional("calendar", Codec.TEXT, ApprovalPolicy::calendar);
        return row -> new ApprovalPolicy(
                row.get(rule), row.get(approvers), row.get(votes), row.get(veto), row.get(expiry), row.get(calendar));
    });

    /** Checks the parts, and sorts the approvers. */
    public ApprovalPolicy {
        Require.present("approval rule", rule);
        approvers = List.copyOf(new TreeSet<>(Require.list("approvers", approvers)));
        approvers.forEach(person -> Require.id("approver", person));
        Require.size("approvers", approvers, rule == Rule.NONE ? 0 : 1, rule == Rule.NONE ? 0 : 100);
        Require.range(
                "number of votes", votes, rule == Rule.AT_LEAST ? 1 : 0, rule == Rule.AT_LEAST ? approvers.size() : 0);
        Require.present("time to vote", expiry)
                .ifPresent(time -> Require.positive("time to vote", time, Duration.ofDays(366)));
        Require.present("calendar of the time to vote", calendar)
                .ifPresent(called -> Require.id("calendar name", called));
        Require.that(
                calendar.isEmpty() || expiry.isPresent(),
                "calendar of the time to vote",
                "have a time to vote",
                calendar);
    }

    /**
     * Nobody need approve.
     *
     * @return the policy
     */
    public static ApprovalPolicy none() {
        return new ApprovalPolicy(Rule.NONE, List.of(), 0, false, Optional.empty(), Optional.empty());
    }

    /**
     * One of some people must approve.
     *
     * @param approvers the people
     * @return the policy
     */
    public static ApprovalPolicy any(String... approvers) {
        return new ApprovalPolicy(
                Rule.ANY, Require.listOf("approvers", approvers), 0, false, Optional.empty(), Optional.empty());
    }

    /**
     * All of some people must approve.
     *
     * @param approvers the people
     * @return the policy
     */
    public static ApprovalPolicy all(String... approvers) {
        return new ApprovalPolicy(
                Rule.ALL, Require.listOf("approvers", approvers), 0, false, Optional.empty(), Optional.empty());
    }

    /**
     * So many of some people must approve.
     *
     * @param votes how many, at least 1
     * @param approvers the people
     * @return the policy
     */
    public static ApprovalPolicy atLeast(int votes, String... approvers) {
        return new ApprovalPolicy(
                Rule.AT_LEAST,
                Require.listOf("approvers", approvers),
                votes,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * This policy, by which one vote against a request is enough.
     *
     * @return a new policy
     */
    public ApprovalPolicy withVeto() {
        return new ApprovalPolicy(rule, approvers, votes, true, expiry, calendar);
    }

    /**
     * This policy with an end of the time to vote.
     *
     * @param time how long there is to vote
     * @return a new policy
     */
    public ApprovalPolicy within(Duration time) {
        return new ApprovalPolicy(
                rule, approvers, votes, veto, Optional.of(Require.present("time to vote", time)), Optional.empty());
    }

    /**
     * This policy with an end of the time to vote, which runs in the open hours of a business calendar.
     *
     * @param working how much working time there is to vote
     * @param byCalendar the calendar's name among {@link RequestCalendars}
     * @return a new policy
     */
    public ApprovalPolicy within(Duration working, String byCalendar) {
        return new ApprovalPolicy(
                rule,
                approvers,
                votes,
                veto,
                Optional.of(Require.present("time to vote", working)),
                Optional.of(Require.id("calendar name", byCalendar)));
    }

    /** Those who are asked about a request of some people. */
    List<String> eligible(Set<String> involved) {
        return approvers.stream().filter(person -> !involved.contains(person)).toList();
    }

    /** How many votes are needed of so many who are asked. */
    int needed(int eligible) {
        return switch (rule) {
            case NONE -> 0;
            case ANY -> 1;
            case AT_LEAST -> votes;
            case ALL -> Math.max(1, eligible);
        };
    }
}
