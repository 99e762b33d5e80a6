package io.itops.monitoring;

import io.itops.monitoring.DayOfRules.State;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must happen to one alert of a {@link DayOfRules}, worked out from when its series is above the bound and when the process is
 * restarted, by what docs/rules.md says and without any code of the engine: the point e on restarts, a9 to a11 on the rest.
 */
final class AlertCourse {
    private final DayOfRules day;
    private final SortedMap<Integer, Integer> restarts;
    private final int alert;
    private final int hold;
    private final int keep;
    private final int warming;

    /** The slots at which a restart alone keeps the alert as it is. */
    final BitSet held = new BitSet();

    /** The states that it takes, by slot. */
    final SortedMap<Integer, State> states = new TreeMap<>();

    private State state = State.NONE;
    private int activeAt;
    private int downtimeBefore;
    private int keptSince;

    AlertCourse(DayOfRules day, SortedMap<Integer, Integer> restarts, int alert) {
        this.day = day;
        this.restarts = restarts;
        this.alert = alert;
        int rule = alert / DayOfRules.SERIES;
        this.hold = DayOfRules.holdSlots(rule);
        this.keep = DayOfRules.keepSlots(rule);
        this.warming = DayOfRules.warmingSlots(rule);
        work();
    }

    private void work() {
        int downtime = 0;
        int first = 0;
        for (int slot = 1; slot <= day.slots(); slot++) {
            boolean restored = first > 0 && activeAt < first;
            if (day.above(alert, slot)) {
                met(slot, downtime);
            } else if (state != State.NONE) {
                if (restored && slot < first + warming) {
                    held.set(slot);
                } else {
                    missing(slot);
                }
            }
            Integer next = restarts.get(slot);
            if (next != null) {
                downtime += next - slot - 1;
                first = next;
                slot = next - 1;
            }
        }
    }

    private void met(int slot, int downtime) {
        if (state == State.NONE) {
            activeAt = slot;
            downtimeBefore = downtime;
            become(hold == 0 ? 'F' : 'P', slot);
        } else if (state.status() == 'P' && slot - activeAt - (downtime - downtimeBefore) >= hold) {
            become('F', slot);
        } else if (state.status() == 'K') {
            become('F', slot);
        }
    }

    private void missing(int slot) {
        if (state.status() == 'F' && keep > 0) {
            keptSince = slot;
            become('K', slot);
        } else if (state.status() != 'K' || slot - keptSince >= keep) {
            state = State.NONE;
            states.put(slot, state);
        }
    }

    private void become(char status, int slot) {
        state = new State(status, slot);
        states.put(slot, state);
    }

    /** Where an alert stands at a slot, by the states that it takes. */
    static State at(SortedMap<Integer, State> states, int slot) {
        SortedMap<Integer, State> until = states.headMap(slot + 1);
        return until.isEmpty() ? State.NONE : until.get(until.lastKey());
    }
}
