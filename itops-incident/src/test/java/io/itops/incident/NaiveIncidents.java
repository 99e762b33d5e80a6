package io.itops.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What incidents should do, written down once more as plainly as possible and sharing nothing with the code: one dedup key, minutes as
 * numbers, the policy ann for 5 minutes, bob for 10, once more, an acknowledgement that holds for 30 minutes, closing after a day;
 * what waits is woken at SEV2.
 */
class NaiveIncidents {
    enum Answer {
        DONE,
        REFUSED,
        CONFLICT
    }

    int now;
    int opened;
    String state = "NONE";
    String holder = "";
    int cycle;
    int step;
    int nextAt = -1;
    int lapsesAt = -1;
    int closesAt = -1;
    int heldUntil = -1;
    int severity;
    String queue = "";
    String hold = "";
    private boolean everPaged;
    boolean exhausted;
    int signals;
    int reopenings;
    final List<String> told = new ArrayList<>();
    private final TreeSet<String> paged = new TreeSet<>();
    private boolean sawState;
    private boolean sawStep;

    boolean exists() {
        return opened > 0;
    }

    void see() {
        sawState = true;
        sawStep = true;
    }

    void pass(int minutes) {
        int end = now + minutes;
        while (true) {
            int due = Integer.MAX_VALUE;
            for (int at : new int[] {nextAt, lapsesAt, closesAt, heldUntil}) {
                if (at >= 0) {
                    due = Math.min(due, at);
                }
            }
            if (due > end) {
                break;
            }
            now = due;
            if (nextAt == now) {
                nextAt = -1;
                if (step == 1) {
                    page(cycle, 2);
                } else if (cycle == 1) {
                    page(2, 1);
                } else {
                    exhausted = true;
                }
            } else if (lapsesAt == now) {
                lapsesAt = -1;
                trigger();
                page(cycle, step);
            } else if (heldUntil == now) {
                trigger();
                page(cycle, step);
            } else {
                closesAt = -1;
                enter("CLOSED");
            }
        }
        now = end;
    }

    boolean free() {
        return in("NONE", "CLOSED", "CANCELLED");
    }

    void fire(int bad) {
        if (free()) {
            opened++;
            signals = 1;
            reopenings = 0;
            severity = bad;
            start();
        } else if (state.equals("RESOLVED")) {
            signals++;
            reopenings++;
            severity = Math.min(severity, bad);
            start();
        } else {
            signals++;
            boolean worse = bad < severity;
            severity = Math.min(severity, bad);
            if (in("TRIAGE") && bad <= 2) {
                trigger();
                page(1, 1);
            } else if (in("QUEUED", "ON_HOLD", "MITIGATED") && worse && bad <= 2) {
                trigger();
                page(exhausted ? 1 : cycle, exhausted ? 1 : step);
            } else if (in("TRIGGERED") && worse && exhausted) {
                page(1, 1);
            } else if (in("ACKNOWLEDGED") && worse) {
                told.add("worse:" + holder);
            }
        }
    }

    Answer report(int bad) {
        return begin("TRIAGE", bad);
    }

    Answer enqueue(int bad, String name) {
        Answer answer = begin("QUEUED", bad);
        queue = answer == Answer.DONE ? name : queue;
        return answer;
    }

    private Answer begin(String next, int bad) {
        if (!free()) {
            return Answer.REFUSED;
        }
        opened++;
        signals = 0;
        reopenings = 0;
        severity = bad;
        paged.clear();
        enter(next);
        holder = "";
        cycle = 1;
        step = 1;
        exhausted = false;
        everPaged = false;
        return Answer.DONE;
    }

    Answer accept() {
        if (!in("TRIAGE")) {
            return Answer.REFUSED;
        }
        trigger();
        page(1, 1);
        return Answer.DONE;
    }

    Answer requeue(String name) {
        if (!in("TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED", "RESOLVED")) {
            return Answer.REFUSED;
        }
        if (!queue.equals(name)) {
            leaveEnd();
            enter("QUEUED");
            holder = "";
            queue = name;
        }
        return Answer.DONE;
    }

    Answer hold(String why, int minutes) {
        if (!in("TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED", "RESOLVED")) {
            return Answer.REFUSED;
        }
        int until = minutes == 0 ? -1 : now + minutes;
        if (!(hold.equals(why) && heldUntil == until)) {
            leaveEnd();
            enter("ON_HOLD");
            hold = why;
            heldUntil = until;
        }
        return Answer.DONE;
    }

    Answer resume(String person, String why) {
        if (!in("ON_HOLD", "MITIGATED", "RESOLVED", "CLOSED") || (in("CLOSED") && why.isEmpty())) {
            return Answer.REFUSED;
        }
        leaveEnd();
        enter("ACKNOWLEDGED");
        holder = person;
        lapsesAt = now + 30;
        return Answer.DONE;
    }

    /** Whatever was over begins anew, also where nobody is paged at once. */
    private void leaveEnd() {
        if (in("RESOLVED", "CLOSED")) {
            reopenings++;
            cycle = 1;
            step = 1;
            exhausted = false;
            everPaged = false;
            paged.clear();
        }
    }

    private boolean in(String... states) {
        return List.of(states).contains(state);
    }

    void over() {
        resolve();
    }

    Answer acknowledge(String person, boolean asSeen) {
        if (asSeen && !sawState) {
            return Answer.CONFLICT;
        }
        if (!in("TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED")) {
            return Answer.REFUSED;
        }
        if (!in("ACKNOWLEDGED") || !holder.equals(person)) {
            enter("ACKNOWLEDGED");
        }
        holder = person;
        nextAt = -1;
        lapsesAt = now + 30;
        return Answer.DONE;
    }

    Answer unacknowledge() {
        if (!state.equals("ACKNOWLEDGED")) {
            return Answer.REFUSED;
        }
        trigger();
        page(cycle, step);
        return Answer.DONE;
    }

    Answer escalate() {
        if (!sawState || !sawStep) {
            return Answer.CONFLICT;
        }
        if (!in("TRIGGERED", "ACKNOWLEDGED", "QUEUED", "ON_HOLD")) {
            return Answer.REFUSED;
        }
        if (!in("TRIGGERED")) {
            trigger();
        }
        if (!everPaged) {
            page(1, 1);
        } else if (step == 1) {
            page(cycle, 2);
        } else {
            page(cycle + 1, 1);
        }
        return Answer.DONE;
    }

    Answer mitigate() {
        if (!in("TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD")) {
            return Answer.REFUSED;
        }
        quiet();
        enter("MITIGATED");
        return Answer.DONE;
    }

    Answer resolve() {
        if (!in("TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED")) {
            return Answer.REFUSED;
        }
        quiet();
        enter("RESOLVED");
        closesAt = now + 24 * 60;
        paged.forEach(person -> told.add("resolved:" + person));
        return Answer.DONE;
    }

    Answer reopen(String why) {
        if (!in("MITIGATED", "RESOLVED", "CLOSED") || (in("CLOSED") && why.isEmpty())) {
            return Answer.REFUSED;
        }
        reopenings++;
        start();
        return Answer.DONE;
    }

    Answer close() {
        if (!state.equals("RESOLVED")) {
            return Answer.REFUSED;
        }
        closesAt = -1;
        enter("CLOSED");
        return Answer.DONE;
    }

    Answer cancel() {
        if (!in("TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED")) {
            return Answer.REFUSED;
        }
        quiet();
        enter("CANCELLED");
        paged.forEach(person -> told.add("cancelled:" + person));
        return Answer.DONE;
    }

    private void start() {
        holder = "";
        closesAt = -1;
        lapsesAt = -1;
        paged.clear();
        enter("TRIGGERED");
        page(1, 1);
    }

    private void trigger() {
        holder = "";
        lapsesAt = -1;
        enter("TRIGGERED");
    }

    private void quiet() {
        nextAt = -1;
        lapsesAt = -1;
    }

    private void enter(String next) {
        state = next;
        sawState = false;
        nextAt = -1;
        lapsesAt = -1;
        closesAt = -1;
        heldUntil = -1;
        queue = "";
        hold = "";
    }

    private void page(int inCycle, int atStep) {
        cycle = inCycle;
        step = atStep;
        exhausted = false;
        everPaged = true;
        sawStep = false;
        String person = atStep == 1 ? "ann" : "bob";
        nextAt = now + (atStep == 1 ? 5 : 10);
        paged.add(person);
        told.add("page:" + person);
    }
}
