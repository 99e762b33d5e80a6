package io.itops.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What incidents should do, written down once more as plainly as possible and sharing nothing with the code: one dedup key, minutes as
 * numbers, the policy ann for 5 minutes, bob for 10, once more, an acknowledgement that holds for 30 minutes, closing after a day.
 */
final class NaiveIncidents {
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
            for (int at : new int[] {nextAt, lapsesAt, closesAt}) {
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
            } else {
                closesAt = -1;
                enter("CLOSED");
            }
        }
        now = end;
    }

    void fire() {
        if (state.equals("NONE") || state.equals("CLOSED") || state.equals("CANCELLED")) {
            opened++;
            signals = 1;
            reopenings = 0;
            start();
        } else if (state.equals("RESOLVED")) {
            signals++;
            reopenings++;
            start();
        } else {
            signals++;
        }
    }

    void over() {
        resolve();
    }

    Answer acknowledge(String person, boolean asSeen) {
        if (asSeen && !sawState) {
            return Answer.CONFLICT;
        }
        if (!state.equals("TRIGGERED") && !state.equals("ACKNOWLEDGED")) {
            return Answer.REFUSED;
        }
        if (!holder.equals(person)) {
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
        if (!state.equals("TRIGGERED") && !state.equals("ACKNOWLEDGED")) {
            return Answer.REFUSED;
        }
        if (state.equals("ACKNOWLEDGED")) {
            trigger();
        }
        if (step == 1) {
            page(cycle, 2);
        } else {
            page(cycle + 1, 1);
        }
        return Answer.DONE;
    }

    Answer mitigate() {
        if (!state.equals("TRIGGERED") && !state.equals("ACKNOWLEDGED")) {
            return Answer.REFUSED;
        }
        quiet();
        enter("MITIGATED");
        return Answer.DONE;
    }

    Answer resolve() {
        if (!state.equals("TRIGGERED") && !state.equals("ACKNOWLEDGED") && !state.equals("MITIGATED")) {
            return Answer.REFUSED;
        }
        quiet();
        enter("RESOLVED");
        closesAt = now + 24 * 60;
        paged.forEach(person -> told.add("resolved:" + person));
        return Answer.DONE;
    }

    Answer reopen() {
        if (!state.equals("MITIGATED") && !state.equals("RESOLVED") && !state.equals("CLOSED")) {
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
        if (!state.equals("TRIGGERED") && !state.equals("ACKNOWLEDGED") && !state.equals("MITIGATED")) {
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
    }

    private void page(int inCycle, int atStep) {
        cycle = inCycle;
        step = atStep;
        exhausted = false;
        sawStep = false;
        String person = atStep == 1 ? "ann" : "bob";
        nextAt = now + (atStep == 1 ? 5 : 10);
        paged.add(person);
        told.add("page:" + person);
    }
}
