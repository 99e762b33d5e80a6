package io.itops.incident;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one incident should make of its escalation policy, written down once more as plainly as possible and sharing nothing with the code:
 * steps for several people, a step for bad incidents alone, several acknowledgements, rebases, worse signals, and the rules of dan, who is
 * called three and a half minutes after his page. Time is counted in half minutes.
 */
final class NaiveEscalation {
    /** Whom a step pages, for how many minutes, how many must acknowledge, and how bad the incident must be at least. */
    record Step(List<String> people, int minutes, int acknowledgements, int least) {}

    /** The steps, and how often they are repeated. */
    record Plan(String name, List<Step> steps, int repeats) {}

    private static final Step BAD = new Step(List.of("cat"), 5, 1, 2);
    static final Plan FIRST = new Plan(
            "first", List.of(new Step(List.of("ann", "bob"), 5, 2, 5), BAD, new Step(List.of("dan"), 10, 1, 5)), 1);
    static final Plan SECOND = new Plan("second", List.of(new Step(List.of("eve", "ann"), 5, 1, 5), BAD), 0);

    Plan inForce = FIRST;
    Plan plan = FIRST;
    int now;
    String state = "NONE";
    int severity;
    String holder = "";
    int cycle;
    int step;
    private boolean taken;
    boolean exhausted;
    int nextAt = -1;
    private int needed = 1;
    final List<String> answered = new ArrayList<>();
    private final TreeSet<String> paged = new TreeSet<>();
    private int callAt = -1;
    private final Map<String, Integer> told = new TreeMap<>();

    Map<String, Integer> told() {
        return told;
    }

    private void tell(String kind, String person) {
        String address = person.equals("dan") ? "dan-push" : person;
        told.merge(kind + ':' + address, 1, Integer::sum);
    }

    void pass(int halves) {
        int end = now + halves;
        while (now < end) {
            now++;
            if (callAt == now) {
                callAt = -1;
                told.merge("page:dan-voice", 1, Integer::sum);
            }
            if (nextAt == now) {
                nextAt = -1;
                goOn();
            }
        }
    }

    private void goOn() {
        if (last()) {
            exhausted = true;
        } else {
            take(after(cycle, step));
        }
    }

    private boolean last() {
        return step >= plan.steps().size() && cycle > plan.repeats();
    }

    private int[] after(int inCycle, int atStep) {
        return atStep < plan.steps().size() ? new int[] {inCycle, atStep + 1} : new int[] {inCycle + 1, 1};
    }

    /** Takes a step, or the next one that is for such an incident; tells whether anybody was paged. */
    private boolean take(int[] place) {
        for (int tried = 1; ; tried++) {
            cycle = place[0];
            step = place[1];
            taken = true;
            exhausted = false;
            Step at = plan.steps().get(step - 1);
            if (severity <= at.least()) {
                List<String> people = new ArrayList<>(at.people());
                people.removeAll(answered);
                int required = Math.min(at.acknowledgements(), people.size() + answered.size());
                if (answered.size() >= required) {
                    needed = required;
                    acknowledged(answered.get(answered.size() - 1));
                    return false;
                }
                needed = required;
                nextAt = now + 2 * at.minutes();
                people.forEach(this::page);
                return true;
            }
            if (tried == plan.steps().size()) {
                nextAt = now + 2 * at.minutes();
                return false;
            }
            if (last()) {
                exhausted = true;
                nextAt = -1;
                return false;
            }
            place = after(cycle, step);
        }
    }

    private void page(String person) {
        tell("page", person);
        paged.add(person);
        if (person.equals("dan") && callAt < 0) {
            callAt = now + 7;
        }
    }

    private void acknowledged(String person) {
        leave("ACKNOWLEDGED");
        holder = person;
    }

    private void leave(String next) {
        state = next;
        holder = "";
        nextAt = -1;
        callAt = -1;
        answered.clear();
    }

    private void begin() {
        plan = inForce;
        cycle = 1;
        step = 1;
        taken = false;
        exhausted = false;
        needed = 1;
        answered.clear();
        paged.clear();
        callAt = -1;
    }

    void fire(int bad) {
        int before = severity;
        if (state.equals("NONE") || state.equals("RESOLVED")) {
            severity = state.equals("NONE") ? bad : Math.min(severity, bad);
            begin();
            leave("TRIGGERED");
            take(new int[] {1, 1});
            return;
        }
        severity = Math.min(severity, bad);
        if (bad >= before) {
            return;
        }
        if (state.equals("ACKNOWLEDGED")) {
            if (!holder.startsWith("bot")) {
                tell("worse", holder);
            }
        } else if (state.equals("TRIGGERED") && nextAt < 0) {
            take(new int[] {1, 1});
        } else if (state.equals("TRIGGERED")) {
            boolean standing = missed(step, before);
            makeUp(before);
            if (standing) {
                take(new int[] {cycle, step});
            }
        } else if (state.equals("ON_HOLD") && bad <= 2) {
            leave("TRIGGERED");
            if (exhausted) {
                take(new int[] {1, 1});
            } else {
                if (taken) {
                    makeUp(before);
                }
                take(new int[] {cycle, step});
            }
        }
    }

    /** Whether a step was not for the incident before, and is now. */
    private boolean missed(int number, int before) {
        int least = plan.steps().get(number - 1).least();
        return before > least && severity <= least;
    }

    private void makeUp(int before) {
        for (int number = 1; number <= plan.steps().size(); number++) {
            boolean passed = number < step || (number > step && cycle > 1);
            if (passed && missed(number, before)) {
                Step at = plan.steps().get(number - 1);
                List<String> people = new ArrayList<>(at.people());
                people.removeAll(answered);
                if (!people.isEmpty()) {
                    needed = Math.max(needed, Math.min(at.acknowledgements(), people.size() + answered.size()));
                    people.forEach(this::page);
                }
            }
        }
    }

    boolean acknowledge(String person) {
        if (state.equals("TRIGGERED")) {
            int others = answered.size() - (answered.contains(person) ? 1 : 0);
            if (needed - others - 1 > 0) {
                if (!answered.contains(person)) {
                    answered.add(person);
                    callAt = person.equals("dan") ? -1 : callAt;
                }
                return true;
            }
            acknowledged(person);
            return true;
        }
        holder = state.equals("ACKNOWLEDGED") ? person : holder;
        return state.equals("ACKNOWLEDGED");
    }

    boolean unacknowledge(String person) {
        if (state.equals("TRIGGERED") && answered.remove(person)) {
            if (nextAt < 0) {
                take(new int[] {cycle, step});
            }
            return true;
        }
        if (!state.equals("ACKNOWLEDGED")) {
            return false;
        }
        leave("TRIGGERED");
        take(new int[] {cycle, step});
        return true;
    }

    boolean escalate() {
        if (!List.of("TRIGGERED", "ACKNOWLEDGED", "ON_HOLD").contains(state)) {
            return false;
        }
        int[] next = taken ? after(cycle, step) : new int[] {cycle, step};
        if (state.equals("ACKNOWLEDGED") && !reachesSomebody(next)) {
            return false;
        }
        if (!state.equals("TRIGGERED")) {
            leave("TRIGGERED");
        }
        take(next);
        return true;
    }

    private boolean reachesSomebody(int[] place) {
        int[] at = place;
        for (int tried = 1; tried <= plan.steps().size(); tried++) {
            if (severity <= plan.steps().get(at[1] - 1).least()) {
                return true;
            }
            if (at[1] >= plan.steps().size() && at[0] > plan.repeats()) {
                return false;
            }
            at = after(at[0], at[1]);
        }
        return false;
    }

    boolean rebase(boolean anew) {
        if (state.equals("RESOLVED") || state.equals("NONE")) {
            return false;
        }
        if (!anew && plan == inForce) {
            return true;
        }
        Plan before = plan;
        boolean ended = exhausted;
        plan = inForce;
        int[] place = anew ? new int[] {1, 1} : placeIn(plan, cycle, step);
        int[] old = placeIn(before, place[0], place[1]);
        boolean moved = anew
                || place[0] != cycle
                || place[1] != step
                || !plan.steps().get(place[1] - 1).equals(before.steps().get(old[1] - 1));
        cycle = place[0];
        step = place[1];
        if (moved) {
            taken = false;
            exhausted = false;
        }
        if (state.equals("TRIGGERED") && (moved || ended)) {
            nextAt = -1;
            if (moved) {
                take(place);
            } else {
                goOn();
            }
        }
        return true;
    }

    private static int[] placeIn(Plan other, int inCycle, int atStep) {
        int size = other.steps().size();
        if (atStep <= size) {
            return new int[] {inCycle, atStep};
        }
        return inCycle <= other.repeats() ? new int[] {inCycle + 1, 1} : new int[] {inCycle, size};
    }

    boolean hold() {
        if (state.equals("NONE")) {
            return false;
        }
        if (state.equals("RESOLVED")) {
            begin();
        }
        if (!state.equals("ON_HOLD")) {
            leave("ON_HOLD");
        }
        return true;
    }

    boolean resolve() {
        if (state.equals("NONE") || state.equals("RESOLVED")) {
            return false;
        }
        leave("RESOLVED");
        paged.forEach(person -> tell("resolved", person));
        return true;
    }

    List<String> answers() {
        List<String> sorted = new ArrayList<>(answered);
        Collections.sort(sorted);
        return sorted;
    }
}
