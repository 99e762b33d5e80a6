package io.itops.incident;

import java.util.List;
import java.util.Map;

/** What a scenario asks of anything that pages people, so that the same scenario runs over the real thing and over a naive one. */
interface Pager extends AutoCloseable {
    /**
     * Whom to page.
     *
     * @param steps in their order
     * @param repeats how often all steps are gone through again
     * @param rules the personal rules of people who have some, in the order of their delays
     * @param window after a notification to an address, minutes in which no other one goes there; 0 if they may follow at once
     */
    record Plan(List<Step> steps, int repeats, Map<String, List<Rule>> rules, int window) {
        static Plan of(Step... steps) {
            return new Plan(List.of(steps), 0, Map.of(), 0);
        }

        Plan repeating(int times) {
            return new Plan(steps, times, rules, window);
        }

        Plan with(String person, Rule... own) {
            return new Plan(steps, repeats, Map.of(person, List.of(own)), window);
        }

        Plan bundling(int minutes) {
            return new Plan(steps, repeats, rules, minutes);
        }
    }

    /**
     * A step.
     *
     * @param people whom it pages
     * @param minutes the time for an acknowledgement
     * @param opens the minute of the scene before which the step is waited for; 0 if it is always taken
     * @param signals without so many signals it is skipped
     */
    record Step(List<String> people, int minutes, int opens, int signals) {
        static Step of(int minutes, String... people) {
            return new Step(List.of(people), minutes, 0, 0);
        }

        Step waitingUntil(int minute) {
            return new Step(people, minutes, minute, signals);
        }

        Step ifSignals(int number) {
            return new Step(people, minutes, opens, number);
        }
    }

    /** A way to tell a person, some minutes after the page. */
    record Rule(int delay, String address) {}

    void fire(String key);

    void acknowledge(String key, String person);

    /** Lets the incident wait for so many minutes. */
    void hold(String key, int minutes);

    /** The picture that a person sees; {@link #escalateAsSeen} takes it. */
    long see(String key);

    /** Asks for the next step; whoever saw an old picture may be refused. */
    void escalateAsSeen(String key, long seen);

    void pass(int minutes);

    /** Another process goes on. */
    void restart();

    /** Another process goes on with another plan, and the incident is told to go by it. */
    void edit(String key, Plan plan);

    /** What was sent: {@code page:ann}, or {@code page-bundle:ann} for several at once. */
    List<String> sent();

    /** How many entries about steps that were taken the incident's timeline has. */
    long steps(String key);

    @Override
    void close();
}
