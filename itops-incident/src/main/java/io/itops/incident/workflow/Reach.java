package io.itops.incident.workflow;

import io.itops.core.InvalidInputException;
import io.itops.core.Words;
import io.itops.core.delivery.Destination;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whom a step reaches now.
 *
 * @param pages who is to be paged, each person once
 * @param gaps why others are not
 * @param turns for each round robin that the step uses, the number of the turn behind the one that it takes
 * @param answered whether the step names people, all of whom have acknowledged already
 */
record Reach(List<Page> pages, List<String> gaps, SortedMap<String, Long> turns, boolean answered) {
    private static final int GAPS_TOLD = 30;

    /** Behind so many ways each further person is told one way only, so that a step fits into a journal entry. */
    static final int MOST_WAYS = 5_000;

    /** Nobody, for these reasons. */
    static Reach nobody(List<String> gaps) {
        return new Reach(List.of(), gaps, new TreeMap<>(), false);
    }

    /** Whom a step reaches. A target by turns passes over those whom nothing reaches, and those who have acknowledged. */
    static Reach of(EscalationStep step, Incident incident, Circumstances facts) {
        Ways ways = new Ways(step.urgency(), facts);
        Escalation escalation = incident.escalation();
        Map<String, Page> pages = new LinkedHashMap<>();
        List<String> gaps = new ArrayList<>();
        SortedMap<String, Long> turns = new TreeMap<>();
        int answered = 0;
        int unreached = 0;
        int left = 0;
        int told = 0;
        for (EscalationTarget target : step.targets()) {
            EscalationTarget.Pick pick =
                    target.pick(facts.roster(), person -> !escalation.answeredBy(person) && ways.reach(person));
            pick.gap().ifPresent(gaps::add);
            pick.turn().ifPresent(turn -> turns.put(turn.name(), turn.next()));
            for (String person : pick.people()) {
                if (escalation.answeredBy(person)) {
                    answered++;
                    gaps.add(person + " has acknowledged already");
                } else if (!ways.reach(person)) {
                    unreached++;
                    gaps.add(ways.gap(person));
                } else if (pages.size() >= EscalationStep.MOST_PEOPLE && !pages.containsKey(person)) {
                    left++;
                } else if (!pages.containsKey(person)) {
                    List<Destination> to = ways.of(person);
                    Page page = new Page(
                            person, told >= MOST_WAYS && to.size() > 1 ? to.subList(0, 1) : to, target.toString());
                    told += page.to().size();
                    pages.put(person, page);
                }
            }
        }
        if (left > 0) {
            gaps.add(
                    0,
                    Words.count(left, "person", "people") + " more are not paged: a step pages at most "
                            + EscalationStep.MOST_PEOPLE);
        }
        if (told > MOST_WAYS) {
            gaps.add(0, "people behind the first " + MOST_WAYS + " ways are told one way each");
        }
        for (Page page : pages.values()) {
            if (page.to().isEmpty()) {
                gaps.add("nothing tells " + page.person() + " at once: the first rule is "
                        + facts.notifications()
                                .rulesOf(page.person())
                                .orElseThrow()
                                .of(step.urgency())
                                .get(0));
            }
        }
        return new Reach(
                List.copyOf(pages.values()),
                List.copyOf(gaps.subList(0, Math.min(gaps.size(), GAPS_TOLD))),
                turns,
                answered > 0 && unreached == 0 && pages.isEmpty());
    }

    /** How many people a step waits for: no more than it pages, and than have acknowledged before. */
    int required(EscalationStep step, Incident incident) {
        int most = pages.size() + incident.escalation().answered().size();
        return Math.max(1, Math.min(step.acknowledgements(), most));
    }

    /** Where people are told at once, asked once for each of them. */
    static final class Ways {
        private final PageUrgency urgency;
        private final Circumstances facts;
        private final Map<String, List<Destination>> known = new HashMap<>();
        private final Map<String, String> gaps = new HashMap<>();

        Ways(PageUrgency urgency, Circumstances facts) {
            this.urgency = urgency;
            this.facts = facts;
        }

        /** Whether a person is told at all: at once, or later by rules. */
        boolean reach(String person) {
            if (!known.containsKey(person) && !gaps.containsKey(person)) {
                try {
                    known.put(person, found(person));
                } catch (RuntimeException e) {
                    gaps.put(person, Lines.oneLine(person + " cannot be reached: " + e.getMessage(), 300));
                }
            }
            return known.containsKey(person);
        }

        /** Where a person is told at once; none where the person's rules tell later. */
        List<Destination> of(String person) {
            return reach(person) ? known.getOrDefault(person, List.of()) : List.of();
        }

        String gap(String person) {
            return reach(person) ? "" : gaps.getOrDefault(person, "");
        }

        private List<Destination> found(String person) {
            Optional<NotificationRules> rules = facts.notifications().rulesOf(person);
            if (rules.isEmpty()) {
                return List.of(facts.contacts().of(person));
            }
            if (rules.get().of(urgency).isEmpty()) {
                throw new InvalidInputException(
                        "rules of " + person,
                        "be for " + urgency + " urgency too",
                        rules.get().rules());
            }
            return rules.get().atOnce(urgency);
        }
    }
}
