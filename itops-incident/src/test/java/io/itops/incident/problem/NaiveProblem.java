package io.itops.incident.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One problem as a person would tell it: a word for where it is, and what was written down. It shares no code with the product, which
 * it is compared with; {@code null} from a method that acts says that it must be refused.
 */
class NaiveProblem {
    String where = "new";
    String back = "";
    String queue = "";
    String owner = "";
    boolean cause;
    boolean workaround;
    long riskUntil = -1;
    String code = "";
    int reopenings;
    final List<String> incidents = new ArrayList<>();

    private boolean is(String... words) {
        return List.of(words).contains(where);
    }

    private boolean worked() {
        return is("assessment", "analysis", "known error", "root cause", "fix");
    }

    private boolean over() {
        return is("resolved", "closed", "cancelled");
    }

    private boolean go(boolean may, String to) {
        if (may) {
            if (!to.equals("hold")) {
                back = "";
            }
            where = to;
            if (!is("risk", "closed")) {
                riskUntil = -1;
            }
            if (!is("resolved", "closed")) {
                code = "";
            }
        }
        return may;
    }

    boolean queue(String name) {
        boolean same = where.equals("queued") && queue.equals(name);
        boolean done = go(!over(), "queued");
        if (done && !same) {
            queue = name;
            owner = "";
        }
        return done;
    }

    boolean assess(String person) {
        return owned(go(is("new", "queued"), "assessment"), person);
    }

    boolean analyse(String person) {
        return owned(go(!over() && !is("analysis", "fix"), "analysis"), person);
    }

    private boolean owned(boolean done, String person) {
        if (done) {
            owner = person;
        }
        return done;
    }

    boolean hold() {
        String from = is("hold") ? back : where;
        boolean done = go(is("new", "queued", "hold") || worked(), "hold");
        if (done) {
            back = from;
        }
        return done;
    }

    boolean resume() {
        return go(is("hold"), back.equals("new") ? "queued" : back);
    }

    boolean findCause() {
        boolean done = go(worked() && !is("fix"), "root cause");
        cause |= done;
        return done;
    }

    boolean knownError() {
        boolean done = go(worked() && !is("fix"), "known error");
        workaround |= done;
        return done;
    }

    boolean fix() {
        return go(is("known error", "root cause", "fix") && cause, "fix");
    }

    boolean withdrawFix() {
        return go(is("fix"), "root cause");
    }

    boolean acceptRisk(long until, long now) {
        boolean done = go((worked() || is("risk")) && until >= now, "risk");
        if (done) {
            riskUntil = until;
        }
        return done;
    }

    void pass(long now) {
        if (is("risk") && riskUntil <= now) {
            go(true, "queued");
            owner = "";
        }
    }

    boolean resolve(String how) {
        return ended(go((worked() || is("hold")) && says(how), "resolved"), how);
    }

    boolean close(Optional<String> how) {
        String known = how.orElse(code);
        boolean may = worked() || is("hold", "risk", "resolved");
        return ended(go(may && !known.isEmpty() && says(known), "closed"), known);
    }

    private boolean ended(boolean done, String how) {
        if (done) {
            code = how;
        }
        return done;
    }

    boolean cancel() {
        return go(is("new", "queued", "hold", "risk") || worked(), "cancelled");
    }

    boolean reopen() {
        boolean done = go(over(), "analysis");
        reopenings += done ? 1 : 0;
        return done;
    }

    boolean reopenInto(String name) {
        boolean done = owned(go(over(), "queued"), "");
        reopenings += done ? 1 : 0;
        queue = done ? name : queue;
        return done;
    }

    /** What may be said of how it ended. */
    private boolean says(String how) {
        return switch (how.equals(code) ? "" : how) {
            case "FIXED" -> cause;
            case "WORKED_AROUND" -> workaround;
            case "CAUSE_UNKNOWN" -> !cause;
            case "RISK_ACCEPTED" -> is("risk");
            default -> true;
        };
    }

    boolean assign(String person) {
        return owned(!over(), person);
    }

    boolean link(String incident) {
        boolean done = !is("cancelled");
        if (done && !incidents.contains(incident)) {
            incidents.add(incident);
        }
        return done;
    }

    boolean unlink(String incident) {
        incidents.remove(incident);
        return true;
    }
}
