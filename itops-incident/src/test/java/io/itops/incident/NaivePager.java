package io.itops.incident;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pager written as plainly as possible, by the minute, sharing nothing with the code. With a {@link Fault} it has one that users of other
 * systems reported; without, it does what the scenarios want.
 */
final class NaivePager implements Pager {
    /** A fault that was reported. */
    enum Fault {
        /** The edited list is asked for the old number. */
        OLD_NUMBER_IN_THE_NEW_LIST,
        /** The timeline gets an entry for each person of a step. */
        AN_ENTRY_FOR_EACH_PERSON,
        /** What waits for an address is sent one by one. */
        QUEUES_WHATEVER_COMES,
        /** Who waits for hours is remembered in memory. */
        PAUSES_IN_MEMORY,
        /** A step that is waited for is taken although the incident is on hold. */
        TAKES_PAUSED_STEPS_ON_HOLD,
        /** A step that was waited for is forgotten by the end of a hold. */
        HOLD_FORGETS_THE_PAUSE,
        /** Steps are repeated whatever became of the incident. */
        REPEATS_WHATEVER_BECOMES_OF_IT,
        /** Personal rules are gone through by their delays alone. */
        RULES_IGNORE_THE_ACKNOWLEDGEMENT,
        /** Personal rules end with the step that began them. */
        STEPS_CUT_RULES_SHORT,
        /** A step that wants more signals is waited for. */
        WAITS_FOR_SIGNALS,
        /** Each click takes a step. */
        EVERY_CLICK_COUNTS
    }

    private static final class Trouble {
        private int cycle = 1;
        private int step;
        private int due = -1;
        private boolean paused;
        private boolean acknowledged;
        private int heldUntil = -1;
        private int signals;
        private long entries;
        private long seen = 1;
        private boolean broken;
        private final Map<String, Integer> pagedAt = new LinkedHashMap<>();
        private final Map<String, Integer> rulesUntil = new HashMap<>();
        private final Set<String> toldBy = new HashSet<>();

        private boolean silent() {
            return acknowledged || heldUntil >= 0;
        }
    }

    private final EnumSet<Fault> faults;
    private Plan plan;
    private int now;
    private final Map<String, Trouble> troubles = new LinkedHashMap<>();
    private final Set<String> pausedInMemory = new HashSet<>();
    private final List<String> sent = new ArrayList<>();
    private final Map<String, Integer> lastTo = new HashMap<>();
    private final Map<String, List<String>> waiting = new LinkedHashMap<>();

    NaivePager(Plan plan, Fault... faults) {
        this.plan = plan;
        this.faults = EnumSet.noneOf(Fault.class);
        this.faults.addAll(List.of(faults));
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }

    @Override
    public void fire(String key) {
        Trouble known = troubles.get(key);
        if (known != null) {
            known.signals++;
            if (has(Fault.WAITS_FOR_SIGNALS) && known.paused) {
                take(key, known);
            } else if (!known.silent()) {
                makeUp(key, known);
            }
            return;
        }
        Trouble fresh = new Trouble();
        fresh.signals = 1;
        troubles.put(key, fresh);
        take(key, fresh);
    }

    private Trouble known(String key) {
        return troubles.getOrDefault(key, new Trouble());
    }

    /** Takes the step that it stands at, or the first one behind it whose conditions hold. */
    private void take(String key, Trouble trouble) {
        for (int tried = 0; tried < plan.steps().size(); tried++) {
            Step step = plan.steps().get(trouble.step);
            if (step.opens() > now) {
                trouble.due = step.opens();
                pause(key, trouble);
                return;
            }
            if (trouble.signals >= step.signals()) {
                page(key, trouble, step);
                return;
            }
            if (has(Fault.WAITS_FOR_SIGNALS)) {
                trouble.due = -1;
                pause(key, trouble);
                return;
            }
            if (!next(trouble)) {
                return;
            }
        }
    }

    /** Pages for the steps behind it that wanted just as many signals, and leaves its place. */
    private void makeUp(String key, Trouble trouble) {
        int due = trouble.due;
        for (int number = 0; number < plan.steps().size(); number++) {
            Step step = plan.steps().get(number);
            if ((number < trouble.step || trouble.cycle > 1) && step.signals() == trouble.signals) {
                page(key, trouble, step);
            }
        }
        trouble.due = due;
    }

    private void pause(String key, Trouble trouble) {
        trouble.paused = true;
        pausedInMemory.add(key);
    }

    private void page(String key, Trouble trouble, Step step) {
        trouble.paused = false;
        pausedInMemory.remove(key);
        trouble.due = now + step.minutes();
        trouble.seen++;
        trouble.entries += has(Fault.AN_ENTRY_FOR_EACH_PERSON) ? step.people().size() : 1;
        for (String person : step.people()) {
            List<Rule> rules = plan.rules().get(person);
            if (rules == null) {
                send(key, person);
            } else {
                rules.stream().filter(rule -> rule.delay() == 0).forEach(rule -> send(key, rule.address()));
                if (!trouble.pagedAt.containsKey(person)) {
                    trouble.pagedAt.put(person, now);
                    trouble.rulesUntil.put(person, now + step.minutes());
                }
            }
        }
    }

    private void send(String key, String address) {
        if (plan.window() == 0) {
            sent.add("page:" + address);
            return;
        }
        List<String> queue = waiting.computeIfAbsent(address, name -> new ArrayList<>());
        if (has(Fault.QUEUES_WHATEVER_COMES) || !queue.contains(key)) {
            queue.add(key);
        }
        flush(address, queue);
    }

    private void flush(String address, List<String> queue) {
        if (queue.isEmpty() || now - lastTo.getOrDefault(address, -plan.window()) < plan.window()) {
            return;
        }
        if (has(Fault.QUEUES_WHATEVER_COMES)) {
            queue.forEach(key -> sent.add("page:" + address));
        } else {
            sent.add((queue.size() == 1 ? "page:" : "page-bundle:") + address);
        }
        queue.clear();
        lastTo.put(address, now);
    }

    /** Goes on to the next step, and tells whether there is one. */
    private boolean next(Trouble trouble) {
        if (trouble.step + 1 < plan.steps().size()) {
            trouble.step++;
        } else if (trouble.cycle <= plan.repeats()) {
            trouble.cycle++;
            trouble.step = 0;
        } else {
            trouble.due = -1;
            return false;
        }
        return true;
    }

    @Override
    public void pass(int minutes) {
        for (int i = 0; i < minutes; i++) {
            now++;
            troubles.forEach(this::tick);
            waiting.forEach(this::flush);
        }
    }

    private void tick(String key, Trouble trouble) {
        if (trouble.broken) {
            return;
        }
        if (trouble.heldUntil == now) {
            trouble.heldUntil = -1;
            if (!has(Fault.HOLD_FORGETS_THE_PAUSE) || !trouble.paused) {
                take(key, trouble);
            }
        } else if (trouble.due == now) {
            due(key, trouble);
        }
        trouble.pagedAt.forEach((person, at) -> {
            boolean cut = has(Fault.STEPS_CUT_RULES_SHORT) && now >= trouble.rulesUntil.getOrDefault(person, now);
            for (Rule rule : plan.rules().getOrDefault(person, List.of())) {
                if (rule.delay() > 0
                        && at + rule.delay() == now
                        && !cut
                        && (!trouble.silent() || has(Fault.RULES_IGNORE_THE_ACKNOWLEDGEMENT))
                        && trouble.toldBy.add(rule.address())) {
                    send(key, rule.address());
                }
            }
        });
    }

    private void due(String key, Trouble trouble) {
        if (trouble.paused) {
            boolean lost = has(Fault.PAUSES_IN_MEMORY) && !pausedInMemory.contains(key);
            boolean taken = !trouble.silent() || (trouble.heldUntil >= 0 && has(Fault.TAKES_PAUSED_STEPS_ON_HOLD));
            if (taken && !lost) {
                take(key, trouble);
            }
        } else if (!trouble.silent() || has(Fault.REPEATS_WHATEVER_BECOMES_OF_IT)) {
            try {
                plan.steps().get(trouble.step);
            } catch (IndexOutOfBoundsException e) {
                // its job fails, is tried again, and is given up
                trouble.broken = true;
                return;
            }
            if (next(trouble)) {
                take(key, trouble);
            }
        }
    }

    @Override
    public void acknowledge(String key, String person) {
        known(key).acknowledged = true;
    }

    @Override
    public void hold(String key, int minutes) {
        known(key).heldUntil = now + minutes;
    }

    @Override
    public long see(String key) {
        return known(key).seen;
    }

    @Override
    public void escalateAsSeen(String key, long seen) {
        Trouble trouble = known(key);
        if ((seen == trouble.seen || has(Fault.EVERY_CLICK_COUNTS)) && next(trouble)) {
            take(key, trouble);
        }
    }

    @Override
    public void restart() {
        pausedInMemory.clear();
    }

    @Override
    public void edit(String key, Plan other) {
        Trouble trouble = known(key);
        plan = other;
        if (has(Fault.OLD_NUMBER_IN_THE_NEW_LIST)) {
            // nothing but the list has changed: the number is asked for when the step's time is over
            return;
        }
        if (trouble.step >= plan.steps().size()) {
            trouble.step = plan.steps().size() - 1;
            if (next(trouble)) {
                take(key, trouble);
            }
        }
    }

    @Override
    public List<String> sent() {
        return List.copyOf(sent);
    }

    @Override
    public long steps(String key) {
        return known(key).entries;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
