package io.itops.testkit.simulation;

import io.itops.core.delivery.Deliveries;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Tree;
import io.itops.testkit.simulation.JobBook.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What holds for deliveries, by what receivers have accepted. */
final class DeliveryChecks {
    private static final Duration FAIR = Duration.ofSeconds(1);

    private DeliveryChecks() {}

    /** One attempt, put together from its moments. */
    private static final class Attempt {
        final Moment.Begun begun;
        Moment.@Nullable Accepted accepted;
        Moment.@Nullable Answered answered;

        Attempt(Moment.Begun begun) {
            this.begun = begun;
        }

        boolean accepted() {
            return accepted != null;
        }

        @Nullable
        Instant knownAt() {
            Moment.Answered answer = answered;
            if (answer == null) {
                return null;
            }
            boolean ok = answer.result()
                    .filter(result -> result.kind() == DeliveryResult.Kind.OK)
                    .isPresent();
            return ok ? answer.at() : null;
        }

        String to() {
            return begun.delivery().notification().to().toString();
        }
    }

    private static List<Attempt> attempts(History history) {
        Map<Long, Attempt> attempts = new LinkedHashMap<>();
        for (Moment moment : history.moments()) {
            if (moment instanceof Moment.Begun begun) {
                attempts.put(begun.number(), new Attempt(begun));
            } else if (moment instanceof Moment.Accepted accepted) {
                Attempt attempt = attempts.get(accepted.number());
                if (attempt != null) {
                    attempt.accepted = accepted;
                }
            } else if (moment instanceof Moment.Answered answered) {
                Attempt attempt = attempts.get(answered.number());
                if (attempt != null) {
                    attempt.answered = answered;
                }
            }
        }
        return List.copyOf(attempts.values());
    }

    static List<Violation> boundedDuplicates(History history) {
        List<Violation> found = new ArrayList<>();
        unnoticed(history, found);
        Map<String, Attempt> before = new TreeMap<>();
        for (Attempt attempt : attempts(history)) {
            String id = attempt.begun.delivery().id();
            Attempt first = before.get(id);
            if (first != null && first.accepted()) {
                Instant known = first.knownAt();
                boolean excused = known == null
                        || disturbed(history, first, attempt.begun.at())
                        || disturbed(history, attempt, attempt.begun.at());
                if (!excused) {
                    found.add(new Violation(
                            "I11 BoundedDuplicates",
                            "delivery " + id + " was sent again at " + attempt.begun.at() + " though "
                                    + first.begun.node() + " knew since " + known + " that it was accepted"));
                }
            }
            // What was accepted once stays accepted, whatever later attempts met.
            if (first == null || !first.accepted() || attempt.accepted()) {
                before.put(id, attempt);
            }
        }
        return found;
    }

    /** Deliveries that were received twice, and told to be sent without a word that they may have been. */
    private static void unnoticed(History history, List<Violation> found) {
        Map<String, Integer> received = new TreeMap<>();
        history.moments(Moment.Accepted.class)
                .forEach(accepted -> received.merge(accepted.delivery().id(), 1, Integer::sum));
        for (Moment.Committed committed : history.moments(Moment.Committed.class)) {
            for (JournalEvent event : committed.commit().events()) {
                if (event.type().equals("delivery.sent")
                        && !new Tree.Bool(true).equals(event.data().members().get("mayRepeat"))) {
                    event.subjects().stream()
                            .filter(subject ->
                                    subject.type().equals("delivery") && received.getOrDefault(subject.id(), 0) > 1)
                            .forEach(subject -> found.add(new Violation(
                                    "I11 BoundedDuplicates",
                                    subject + " was received " + received.get(subject.id())
                                            + " times, but the journal takes it for sent once")));
                }
            }
        }
    }

    /** Whether the node of an attempt was disturbed from its claim on. */
    private static boolean disturbed(History history, Attempt attempt, Instant until) {
        return history.timeline().disturbed(attempt.begun.node(), claimedAt(history, attempt), until);
    }

    /** When the node got the job that the attempt is of. */
    private static Instant claimedAt(History history, Attempt attempt) {
        Instant last = Instant.MIN;
        for (Life life : history.jobs().lives(attempt.begun.delivery().id())) {
            for (JobBook.Handing handing : life.handings) {
                boolean before = !handing.claimed().at().isAfter(attempt.begun.at());
                if (before && handing.claimed().node().equals(attempt.begun.node())) {
                    last = handing.claimed().at();
                }
            }
        }
        return last;
    }

    static List<Violation> fairShare(History history) {
        List<Attempt> attempts = attempts(history);
        Set<String> troubled = new TreeSet<>();
        for (Attempt attempt : attempts) {
            if (attempt.knownAt() == null) {
                troubled.add(attempt.to());
            }
        }
        Map<String, Life> lives = new TreeMap<>();
        for (Life life : history.jobs().lives()) {
            if (life.job.type().equals(Deliveries.JOB)) {
                lives.putIfAbsent(life.job.id(), life);
            }
        }
        List<Violation> found = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Attempt attempt : attempts) {
            String id = attempt.begun.delivery().id();
            Life life = lives.get(id);
            if (!seen.add(id) || troubled.contains(attempt.to()) || life == null) {
                continue;
            }
            Instant begun = attempt.begun.at();
            Instant turn = history.timeline().dueSince(life.headSince, life.job.due(), begun);
            Duration waited = Duration.between(turn, begun);
            if (waited.compareTo(FAIR) >= 0 && !history.timeline().disturbed(turn, begun)) {
                found.add(new Violation(
                        "I15 FairShare",
                        "delivery " + id + " to " + attempt.to() + ", which accepts everything, could begin at " + turn
                                + ", but began " + waited + " later"));
            }
        }
        return found;
    }
}
