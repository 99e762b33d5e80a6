package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.SafeText;
import io.itops.core.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rules by which a draft says what went well or badly and proposes what to do. A table: each row has a condition on the findings,
 * a prompt, and possibly an action with the time that it is given.
 */
final class ReviewRules {
    private static final Duration PROMPT = Duration.ofMinutes(5);

    private ReviewRules() {}

    private record Rule(String name, Predicate<Findings> when, Function<Findings, String> prompt, Optional<Todo> todo) {
        static Rule of(String name, Predicate<Findings> when, Function<Findings, String> prompt) {
            return new Rule(name, when, prompt, Optional.empty());
        }

        Rule todo(int days, Function<Findings, String> title) {
            return new Rule(name, when, prompt, Optional.of(new Todo(title, Duration.ofDays(days))));
        }
    }

    private record Todo(Function<Findings, String> title, Duration within) {}

    private static final List<Rule> WELL = List.of(
            Rule.of("noticed-by-signals", Findings::noticedBySignals, f -> "Monitoring noticed it before people did."),
            Rule.of(
                    "quick-answer",
                    f -> f.firstAnswerHeld()
                            && f.timeToAcknowledge().orElseThrow().compareTo(PROMPT) <= 0,
                    f -> "It was acknowledged within "
                            + Words.about(f.timeToAcknowledge().orElseThrow()) + "."),
            Rule.of(
                    "first-step-answered",
                    f -> f.firstAnswerHeld() && f.pagesBeforeAnswer().size() == 1 && f.count("incident.exhausted") == 0,
                    f -> "The first page was enough."),
            Rule.of(
                    "knowledge-helped",
                    f -> !f.background().helped().isEmpty(),
                    f -> "What was known helped: " + refs(f.background().helped()) + "."),
            Rule.of(
                    "mitigated-first",
                    f -> f.mitigatedAt().isPresent() && f.resolvedAt().isPresent(),
                    f -> "Users no longer suffered from it before its cause was removed."));

    private static final List<Rule> BADLY = List.of(
            Rule.of(
                            "escalation-exhausted",
                            f -> f.count("incident.exhausted") > 0,
                            f -> "The escalation policy came to its end "
                                    + Words.times(f.count("incident.exhausted"))
                                    + " without an acknowledgement. Who should have answered, and what would have reached them?")
                    .todo(
                            7,
                            f -> "Make the escalation policy of " + f.incident().service()
                                    + " reach someone who answers"),
            Rule.of(
                            "escalated-unanswered",
                            f -> f.pagesBeforeAnswer().size() > 1,
                            f -> (f.acknowledged().isPresent()
                                            ? "It took " + f.pagesBeforeAnswer().size()
                                                    + " steps until someone acknowledged."
                                            : f.pagesBeforeAnswer().size()
                                                    + " steps were taken, and nobody acknowledged.")
                                    + " Not answered by: "
                                    + names(f.silent()) + ". Why?")
                    .todo(7, f -> "Find out why pages were not answered by " + names(f.silent())),
            Rule.of(
                            "nobody-to-page",
                            f -> f.count("incident.step-skipped") > 0,
                            f -> "A step of the escalation policy reached nobody "
                                    + Words.times(f.count("incident.step-skipped")) + ". Which gap was it?")
                    .todo(
                            3,
                            f -> "Close the gaps in on-call and contacts that the escalation on "
                                    + f.incident().service() + " fell into"),
            Rule.of(
                            "undelivered",
                            f -> f.count("job.parked") > 0,
                            f -> Words.count(f.count("job.parked"), "notification")
                                    + " could not be delivered. Which channel failed?")
                    .todo(
                            3,
                            f -> "Repair the delivery of notifications about "
                                    + f.incident().service()),
            Rule.of(
                    "acknowledgement-lapsed",
                    f -> f.count("incident.acknowledgement-lapsed") > 0,
                    f -> "An acknowledgement lapsed " + Words.times(f.count("incident.acknowledgement-lapsed"))
                            + ". Was whoever had taken it able to work on it?"),
            Rule.of(
                            "reopened",
                            f -> f.count("incident.reopened") > 0,
                            f -> "It was reopened " + Words.times(f.count("incident.reopened"))
                                    + ". Was it called resolved too early, or does its alert flap?")
                    .todo(
                            14,
                            f -> "Make sure that incidents on " + f.incident().service()
                                    + " are over when they are resolved"),
            Rule.of(
                            "target-missed",
                            f -> f.count("sla.breached") > 0,
                            f -> Words.count(f.count("sla.breached"), "target was", "targets were") + " missed: "
                                    + f.told("sla.breached") + ". What took the time?")
                    .todo(14, f -> "Find out what kept " + f.incident().service() + " from its service level targets"),
            Rule.of(
                            "update-missed",
                            f -> f.count("incident-response.update-missed") > 0,
                            f -> Words.count(
                                            f.count("incident-response.update-missed"),
                                            "status update was",
                                            "status updates were")
                                    + " not given in time. Who was to give them?")
                    .todo(
                            14,
                            f -> "Make sure that updates about " + f.incident().service() + " are given in time"),
            Rule.of(
                    "role-vacant",
                    f -> f.count("incident-response.role-vacant") > 0,
                    f -> "A role was held by nobody: " + f.told("incident-response.role-vacant")
                            + ". Did everyone know who leads?"),
            Rule.of(
                            "action-ineffective",
                            f -> f.count("action-item.ineffective") > 0,
                            f -> Words.count(f.count("action-item.ineffective"), "action item", "action items")
                                    + " did not keep it away: " + f.told("action-item.ineffective")
                                    + ". Was it done, and was it the right thing?")
                    .todo(
                            14,
                            f -> "Find what keeps this from coming back: "
                                    + f.incident().summary()),
            Rule.of(
                    "seen-before",
                    f -> !seen(f).isEmpty(),
                    f -> "It was there before: " + seen(f) + ". What has not been learned?"),
            Rule.of(
                    "linked-problem",
                    f -> !f.background().problems().isEmpty(),
                    f -> "There is a problem behind it: " + refs(f.background().problems())
                            + ". When will its cause be removed?"),
            Rule.of(
                            "noticed-by-people",
                            f -> !f.noticedBySignals(),
                            f -> "People noticed it before monitoring did. Which signal would have told?")
                    .todo(14, f -> "Add an alert that notices: " + f.incident().summary()),
            Rule.of(
                            "suspected-change",
                            f -> f.culprit().isPresent(),
                            f -> "The likeliest cause is "
                                    + f.culprit().orElseThrow().title()
                                    + ". Which check before it would have told?")
                    .todo(
                            14,
                            f -> "Let a check catch what "
                                    + f.culprit().orElseThrow().title() + " broke"),
            Rule.of(
                            "unknown-cause",
                            f -> !f.suspects().isEmpty() && f.culprit().isEmpty(),
                            f -> "Nothing that was recorded accounts for it. What was not recorded?")
                    .todo(14, f -> "Find the cause of: " + f.incident().summary()));

    static List<Prompt> wentWell(Findings findings) {
        return prompts(WELL, findings);
    }

    static List<Prompt> wentBadly(Findings findings) {
        return prompts(BADLY, findings);
    }

    static List<ProposedAction> actions(Findings findings, Instant now) {
        return BADLY.stream()
                .filter(rule -> rule.when().test(findings))
                .flatMap(rule -> rule.todo().stream()
                        .map(todo -> new ProposedAction(
                                rule.name(),
                                SafeText.shorten(todo.title().apply(findings), 300),
                                findings.owner(),
                                now.plus(todo.within()))))
                .toList();
    }

    private static List<Prompt> prompts(List<Rule> rules, Findings findings) {
        return rules.stream()
                .filter(rule -> rule.when().test(findings))
                .map(rule ->
                        new Prompt(rule.name(), SafeText.shorten(rule.prompt().apply(findings), 1_000)))
                .toList();
    }

    private static String seen(Findings findings) {
        return findings.background()
                .past()
                .filter(past -> !past.incidents().isEmpty())
                .map(PastIncidents::sentence)
                .orElse("");
    }

    private static String refs(List<Ref> things) {
        return String.join(", ", things.stream().limit(10).map(Ref::toString).toList());
    }

    private static String names(List<String> people) {
        return people.isEmpty() ? "nobody else" : String.join(", ", people);
    }
}
