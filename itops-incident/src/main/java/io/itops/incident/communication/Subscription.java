package io.itops.incident.communication;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who wants to hear what an audience is told.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id what it is called, at most 100 characters
 * @param audience the audience
 * @param to where the updates go
 * @param services only incidents that affect one of these services, by themselves or through what these rest on; empty: all incidents; at
 *     most 100
 * @param atLeast only incidents of this severity and worse; empty: of any
 * @param stagesOnly only the updates by which the audience first hears of another public stage
 * @param reader the id of the one person who reads at the destination, if there is one: updates of a restricted incident go only where
 *     such a person may read it
 * @since 0.1
 */
public record Subscription(
        String id,
        String audience,
        Destination to,
        SortedSet<ServiceId> services,
        Optional<Severity> atLeast,
        boolean stagesOnly,
        Optional<String> reader) {
    /** How subscriptions are kept; index {@code audience}. */
    public static final RecordType<Subscription> TYPE = RecordType.of("status-subscription", 1, t -> {
        t.id(Subscription::id);
        t.textIndex("audience", Subscription::audience);
        var id = t.field("id", Codec.TEXT, Subscription::id);
        var audience = t.field("audience", Codec.TEXT, Subscription::audience);
        var to = t.field("to", Destination.CODEC, Subscription::to);
        var services =
                t.field("services", ServiceId.CODEC.list(), subscription -> List.copyOf(subscription.services()));
        var atLeast = t.optional("atLeast", Codec.ofEnum(Severity.class), Subscription::atLeast);
        var stagesOnly = t.field("stagesOnly", Codec.BOOL, Subscription::stagesOnly);
        var reader = t.optional("reader", Codec.TEXT, Subscription::reader);
        return row -> new Subscription(
                row.get(id),
                row.get(audience),
                row.get(to),
                new TreeSet<>(row.get(services)),
                row.get(atLeast),
                row.get(stagesOnly),
                row.get(reader));
    });

    /** Checks and copies the parts. */
    public Subscription {
        Require.text("subscription id", Require.id("subscription id", id), 100);
        CadenceRule.audience(audience);
        Require.present("destination", to);
        Require.size("services of a subscription", services, 0, 100);
        services = Collections.unmodifiableSortedSet(new TreeSet<>(Require.list("services", services)));
        Require.present("severity of a subscription", atLeast);
        Require.present("reader", reader).ifPresent(person -> Require.id("reader", person));
    }

    /**
     * A subscription of a destination at which nobody in particular reads.
     *
     * @param id what it is called
     * @param audience the audience
     * @param to where the updates go
     * @param services only incidents that affect one of these services; empty: all incidents
     * @param atLeast only incidents of this severity and worse; empty: of any
     * @param stagesOnly only the updates by which the audience first hears of another public stage
     */
    public Subscription(
            String id,
            String audience,
            Destination to,
            SortedSet<ServiceId> services,
            Optional<Severity> atLeast,
            boolean stagesOnly) {
        this(id, audience, to, services, atLeast, stagesOnly, Optional.empty());
    }

    /**
     * Everything that an audience is told.
     *
     * @param id what the subscription is called
     * @param audience the audience
     * @param to where the updates go
     * @return the subscription
     */
    public static Subscription of(String id, String audience, Destination to) {
        return new Subscription(id, audience, to, new TreeSet<>(), Optional.empty(), false);
    }

    /**
     * This subscription, for one person to read.
     *
     * @param person the person's id
     * @return a new value
     */
    public Subscription readBy(String person) {
        return new Subscription(
                id, audience, to, services, atLeast, stagesOnly, Optional.of(Require.id("reader", person)));
    }

    /**
     * What the journal calls the subscription.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(id);
    }

    /** Whether an update is wanted. */
    boolean wants(Severity severity, Set<ServiceId> affected, boolean news) {
        return (news || !stagesOnly)
                && atLeast.filter(mildest -> mildest.worseThan(severity)).isEmpty()
                && (services.isEmpty() || services.stream().anyMatch(affected::contains));
    }
}
