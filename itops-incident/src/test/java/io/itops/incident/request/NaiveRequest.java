package io.itops.incident.request;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One request as a person would tell it: two of eve, fay and gus must approve within three days; a first step of one day, a second of two.
 * It shares no code with the product; what it acts on answers whether that must be accepted. Time is counted in days.
 */
class NaiveRequest {
    String where = "draft";
    String size = "13";
    final Set<String> pro = new TreeSet<>();
    final Set<String> contra = new TreeSet<>();
    long expires = -1;
    int step = -1;
    String queue = "";
    String worker = "";
    long due = -1;
    long left = -1;
    boolean late;
    int misses;

    private boolean is(String... words) {
        return List.of(words).contains(where);
    }

    private boolean go(boolean may, String to) {
        if (may) {
            where = to;
        }
        return may;
    }

    private void begin(int place, long now) {
        step = place;
        queue = place == 0 ? "stores" : "desk";
        worker = "";
        due = now + 1 + place;
        left = -1;
        late = false;
    }

    boolean edit(String answer) {
        if (is("draft")) {
            size = answer;
        }
        return is("draft");
    }

    boolean submit(long now) {
        boolean done = go(is("draft") && !size.equals("99"), "asked");
        if (done) {
            expires = now + 3;
        }
        return done;
    }

    boolean giveBack() {
        boolean done = go(is("rejected"), "draft");
        if (done) {
            pro.clear();
            contra.clear();
            expires = -1;
        }
        return done;
    }

    private boolean mayVote(String who) {
        return is("asked") && List.of("eve", "fay", "gus").contains(who) && !pro.contains(who) && !contra.contains(who);
    }

    boolean approve(String who, long now) {
        boolean may = mayVote(who);
        if (may) {
            pro.add(who);
            if (pro.size() == 2) {
                where = "approved";
                begin(0, now);
            }
        }
        return may;
    }

    boolean reject(String who) {
        boolean may = mayVote(who);
        if (may) {
            contra.add(who);
            if (contra.size() == 2) {
                where = "rejected";
            }
        }
        return may;
    }

    boolean take(String who) {
        // only bob and cat work in the stores; whoever likes does at the other desks
        boolean member = !queue.equals("stores") || List.of("bob", "cat").contains(who);
        boolean done = go(is("approved", "worked") && member, "worked");
        if (done) {
            worker = who;
        }
        return done;
    }

    boolean requeue(String name) {
        boolean may = is("approved", "worked");
        if (may) {
            queue = name;
            worker = "";
        }
        return may;
    }

    boolean complete(long now) {
        boolean may = is("worked") && !worker.isEmpty();
        if (may && step == 1) {
            where = "fulfilled";
        } else if (may) {
            begin(1, now);
        }
        return may;
    }

    boolean hold(long now) {
        boolean done = go(is("worked"), "hold");
        if (done) {
            left = Math.max(0, due - now);
            due = -1;
        }
        return done;
    }

    boolean resume(long now) {
        boolean done = go(is("hold"), "worked");
        if (done) {
            due = now + left;
            left = -1;
        }
        return done;
    }

    boolean close() {
        return go(is("fulfilled"), "closed");
    }

    boolean reopen(long now) {
        boolean done = go(is("fulfilled"), "worked");
        if (done) {
            begin(1, now);
        }
        return done;
    }

    boolean cancel() {
        return go(is("draft", "asked", "approved", "worked", "hold"), "cancelled");
    }

    void tick(long now) {
        if (is("asked") && expires <= now) {
            where = "rejected";
        }
        if (is("approved", "worked") && !late && due <= now) {
            late = true;
            misses++;
        }
    }
}
