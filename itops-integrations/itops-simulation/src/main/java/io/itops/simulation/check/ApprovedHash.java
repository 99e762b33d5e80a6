package io.itops.simulation.check;

import io.itops.core.record.CanonicalJson;
import io.itops.core.store.Commit;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Moment;
import io.itops.testkit.simulation.Violation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** I9. Keeps of each change who had a hand in it and who voted for which content, and judges when it is started. */
final class ApprovedHash {
    private static final String INVARIANT = "I9 ApprovedHash";

    private final ApprovalRule rule;
    private final List<Violation> found = new ArrayList<>();
    private final Map<String, Plan> plans = new TreeMap<>();
    private final Map<String, Facts> delegates = new TreeMap<>();
    private final Map<String, String> templates = new TreeMap<>();

    ApprovedHash(ApprovalRule rule) {
        this.rule = rule;
    }

    /** What matters of a change. */
    private static final class Plan {
        final Set<String> authors = new TreeSet<>();
        final Map<String, Told> votes = new TreeMap<>();
        Facts content;
        boolean submitted;
        double risk = 1;

        Plan(String requester, Facts content) {
            authors.add(requester);
            this.content = content;
        }

        boolean standard() {
            return content.text("type").equals("STANDARD");
        }

        Set<String> involved(String starter) {
            Set<String> involved = new TreeSet<>(authors);
            involved.add(starter);
            if (content.has("implementer")) {
                involved.add(content.text("implementer"));
            }
            return involved;
        }
    }

    List<Violation> check(History history) {
        for (Moment moment : history.moments()) {
            if (moment instanceof Moment.Committed committed) {
                committed.commit().puts().forEach(this::learn);
                Told.about("change", committed).forEach(this::follow);
            }
        }
        return found;
    }

    private void learn(Commit.Put put) {
        String type = put.record().ref().type();
        String id = put.record().ref().id();
        if (type.equals("change-delegations")) {
            delegates.put(id, Facts.of(put.record()));
        } else if (type.equals("change-template")) {
            templates.put(id, hash(Facts.of(put.record()).object("content")));
        }
    }

    private void follow(Told told) {
        Facts data = told.data();
        String id = told.about().id();
        if (told.what().equals("proposed")) {
            plans.put(id, new Plan(data.text("requester"), data.object("content")));
            return;
        }
        Plan plan = plans.get(id);
        if (plan == null) {
            report(told, "came before the change was proposed");
            return;
        }
        switch (told.what()) {
            case "edited" -> {
                plan.content = data.object("content");
                plan.votes.clear();
                if (plan.submitted) {
                    plan.authors.add(data.text("by"));
                }
            }
            case "submitted" -> {
                plan.submitted = true;
                plan.risk = data.object("risk").number("probability");
            }
            case "approved" -> plan.votes.put(data.object("vote").text("by"), told);
            case "started" -> started(told, plan, data.text("by"));
            default -> {
                // Nothing else touches on who wants what.
            }
        }
    }

    private void started(Told told, Plan plan, String starter) {
        if (plan.standard()) {
            Facts template = plan.content.object("template");
            String approved = templates.get(template.text("id"));
            if (!template.text("hash").equals(approved)) {
                report(
                        told,
                        "goes by template " + template.text("id") + " with hash " + template.text("hash")
                                + ", but approved is " + approved);
            }
            return;
        }
        String present = hash(plan.content);
        int valid = 0;
        for (Map.Entry<String, Told> vote : plan.votes.entrySet()) {
            String hash = vote.getValue().data().object("vote").text("hash");
            if (!hash.equals(present)) {
                report(told, vote.getKey() + " approved content " + hash + ", but started is " + present);
            } else if (barred(vote.getKey(), vote.getValue().event().at(), plan.involved(starter))) {
                report(
                        told,
                        vote.getKey() + " must not vote on it, for these have a hand in it: " + plan.involved(starter));
            } else {
                valid++;
            }
        }
        if (valid < rule.needed(plan.risk)) {
            report(told, "has " + valid + " valid votes, but needs " + rule.needed(plan.risk));
        }
    }

    private boolean barred(String voter, Instant at, Set<String> involved) {
        if (!rule.mayVote(voter) || involved.contains(voter)) {
            return true;
        }
        Facts delegations = delegates.get(voter);
        return delegations != null
                && delegations.list("from").stream()
                        .anyMatch(delegation -> involved.contains(delegation.text("person"))
                                && !at.isBefore(delegation.instant("start"))
                                && at.isBefore(delegation.instant("end")));
    }

    private static String hash(Facts content) {
        try {
            byte[] text = CanonicalJson.write(content.object()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void report(Told told, String what) {
        found.add(new Violation(INVARIANT, told + ": " + what));
    }
}
