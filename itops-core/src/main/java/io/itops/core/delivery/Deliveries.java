package io.itops.core.delivery;

import io.itops.core.Actor;
import io.itops.core.Kernel;
import io.itops.core.Require;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.core.spi.Notifier;
import io.itops.core.work.Agenda;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends notifications through notifiers, each at least once and in the order of its lane.
 *
 * <p>Just before an attempt, its guard is asked whether the notification is still wanted. An attempt that fails is made again after a
 * pause, as the notifier's {@link DeliveryPolicy} says, and in the end parked; a destination that keeps failing, or gets too much, makes
 * its notifications wait, which is no attempt and never parks them. What may have reached the receiver before, because a worker died or
 * an answer did not come, is sent again under the same delivery id, and counted.
 *
 * <p>Before {@link #start} notifiers that block do so in the thread that runs the jobs, and end by themselves; after it on threads of
 * their own, where an attempt that goes over its limit is interrupted.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Deliveries implements AutoCloseable {
    /** The job type of a delivery; its payload is a {@link Notification}. */
    public static final String JOB = "delivery.send";

    private final List<String> notifiers;
    private final Guards guards = new Guards();
    private final Redactions redactions = new Redactions();
    private final DeliveryHandler handler;
    private final Enabling enabling;
    private final Agenda agenda;
    private final Records records;

    /**
     * Deliveries through the given notifiers, run by an agenda.
     *
     * @param kernel store, clock and meters
     * @param agenda runs the deliveries
     * @param notifiers the notifiers by name
     * @param policies the policies by the notifier's name; a notifier without one gets {@link DeliveryPolicy#DEFAULTS}, with the attempt
     *     limit cut below half of the lease
     * @throws io.itops.core.InvalidInputException if an attempt limit is not below half of the lease
     */
    public Deliveries(
            Kernel kernel, Agenda agenda, Map<String, Notifier> notifiers, Map<String, DeliveryPolicy> policies) {
        Require.present("kernel", kernel);
        Require.present("agenda", agenda);
        Require.present("notifiers", notifiers);
        Require.present("delivery policies", policies);
        Require.that(
                notifiers.keySet().containsAll(policies.keySet()),
                "delivery policies",
                "be of notifiers that are given",
                policies.keySet());
        Duration lease = kernel.limits().lease();
        Map<String, Channel> channels = new TreeMap<>();
        new TreeMap<>(notifiers).forEach((name, notifier) -> {
            DeliveryPolicy policy = policies.getOrDefault(name, DeliveryPolicy.DEFAULTS.fittedTo(lease));
            Require.that(
                    policy.attemptLimit().multipliedBy(2).compareTo(lease) < 0,
                    "attempt limit of notifier " + name,
                    "be below half of the lease, " + lease.dividedBy(2),
                    policy.attemptLimit());
            channels.put(name, new Channel(kernel, notifier, policy));
        });
        this.notifiers = List.copyOf(channels.keySet());
        this.agenda = agenda;
        this.handler = new DeliveryHandler(kernel, guards, redactions, channels);
        this.enabling = new Enabling(kernel, agenda);
        this.records = kernel.records();
        agenda.register(JOB, handler);
    }

    /** How many claims it holds in memory. */
    int underWay() {
        return handler.underWay();
    }

    /**
     * The notifiers that destinations can name.
     *
     * @return their names, sorted
     */
    public List<String> notifiers() {
        return notifiers;
    }

    /**
     * Refuses a name that no notifier has: where a module is configured, so that a slip is seen there and not by pages that never leave.
     *
     * @param what where the name stands
     * @param notifier the name
     * @return the name
     * @throws io.itops.core.InvalidInputException if no notifier has it; it lists those that there are
     */
    public String requireNotifier(String what, String notifier) {
        return Require.that(
                notifiers.contains(Require.present(what, notifier)),
                what,
                notifiers.isEmpty()
                        ? "be that of a notifier given to the instance, which has none"
                        : "be one of " + notifiers,
                notifier);
    }

    /**
     * Registers who is asked before a notification about a kind of thing is sent.
     *
     * @param subjectType the record type of the subjects
     * @param guard who is asked; if it fails, the notification is sent
     * @throws io.itops.core.InvalidInputException if the type has a guard, or workers were started, which might have sent what it would
     *     have held back: attach before start
     */
    public void guard(String subjectType, DeliveryGuard guard) {
        agenda.requireNotStarted("guard of " + Require.slug("subject type", subjectType));
        guards.register(subjectType, guard);
    }

    /**
     * Registers who says what receivers may read of notifications about a kind of thing, asked just before each attempt.
     *
     * @param subjectType the record type of the subjects
     * @param redaction who is asked; if it fails, the notification is sent without any content
     * @throws io.itops.core.InvalidInputException if the type has a redaction, or workers were started, which might have told what was
     *     not to be told: attach before start
     */
    public void redact(String subjectType, Redaction redaction) {
        agenda.requireNotStarted("redaction of " + Require.slug("subject type", subjectType));
        redactions.register(subjectType, redaction);
    }

    /**
     * The destinations that said that they are gone for good: notifications for them are parked.
     *
     * @return those that were not enabled again, the first disabled first
     */
    public List<DisabledDestination> disabled() {
        return records.all(RecordQuery.of(DisabledDestination.TYPE).orderBy("since")).stream()
                .map(Versioned::value)
                .filter(DisabledDestination::parks)
                .toList();
    }

    /**
     * Enables a destination again, and queues what was parked for it since it was disabled, in the order of its lanes. Asked again after
     * a failure midway, it goes on where it stopped. Needs the permission {@code delivery.enable}.
     *
     * @param destination the destination
     * @param actor who asks for it
     * @return how many notifications were queued again
     * @throws io.itops.core.NotFoundException if it is not disabled
     * @throws io.itops.core.ClosedException if the instance was closed
     */
    public int enable(Destination destination, Actor actor) {
        agenda.requireOpen();
        return enabling.enable(Require.present("destination", destination), actor);
    }

    /** Lets attempts of notifiers that block go on in threads of their own, under their time limit. */
    public void start() {
        handler.start();
    }

    /** Gives attempts under way up to two seconds to end, interrupts those that have not, and ends the threads. */
    @Override
    public void close() {
        handler.close();
    }
}
