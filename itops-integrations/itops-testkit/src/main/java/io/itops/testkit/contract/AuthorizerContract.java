package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.access.AccessDecision;
import io.itops.core.access.Permission;
import io.itops.core.spi.Authorizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Authorizer} must do: the number in a test's name is that of the rule in its documentation. Extend it, give it an
 * authorizer and what it allows and denies, and run it.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public abstract class AuthorizerContract {
    /**
     * What an authorizer is asked.
     *
     * <p>Immutable and thread-safe.
     *
     * @param actor who asks
     * @param permission what for
     * @param subject the thing that the command is about
     */
    protected record Question(Actor actor, Permission permission, Ref subject) {
        /** Checks that all parts are given. */
        public Question {
            Require.present("actor", actor);
            Require.present("permission", permission);
            Require.present("subject", subject);
        }
    }

    /** For subclasses. */
    protected AuthorizerContract() {}

    /**
     * An authorizer.
     *
     * @return a new one with the same policy each time
     */
    protected abstract Authorizer newAuthorizer();

    /**
     * What the policy is called in reasons.
     *
     * @return its name
     */
    protected abstract String policyName();

    /**
     * Questions that the policy allows. An actor of another kind with the id of one of these actors counts as unknown, unless a question of
     * that actor is here too; so does a permission whose name goes on where one of these ends.
     *
     * @return at least one
     */
    protected abstract List<Question> allowed();

    /**
     * Questions about known actors, permissions and subjects that the policy denies.
     *
     * @return at least one
     */
    protected abstract List<Question> denied();

    private List<Question> known() {
        List<Question> all = new ArrayList<>(allowed());
        all.addAll(denied());
        return all;
    }

    private static AccessDecision ask(Authorizer authorizer, Question question) {
        return authorizer.authorize(question.actor(), question.permission(), question.subject());
    }

    private static List<AccessDecision> askAll(Authorizer authorizer, List<Question> questions) {
        return questions.stream().map(question -> ask(authorizer, question)).toList();
    }

    @Test
    void s01_thePolicyAloneDecides() {
        Authorizer authorizer = newAuthorizer();
        assertThat(allowed())
                .as("questions that are allowed")
                .isNotEmpty()
                .allSatisfy(question -> assertThat(ask(authorizer, question).allowed())
                        .as("whether %s is allowed", question)
                        .isTrue());
        assertThat(denied())
                .as("questions that are denied")
                .isNotEmpty()
                .allSatisfy(question -> assertThat(ask(authorizer, question).allowed())
                        .as("whether %s is allowed", question)
                        .isFalse());
    }

    @Test
    void s01_askingChangesNothing() {
        Authorizer authorizer = newAuthorizer();
        List<Question> questions = known();
        List<AccessDecision> first = askAll(authorizer, questions);
        for (int round = 0; round < 20; round++) {
            askAll(authorizer, unknown());
            List<Question> reversed = new ArrayList<>(questions);
            Collections.reverse(reversed);
            askAll(authorizer, reversed);
            assertThat(askAll(authorizer, questions))
                    .as("answers in round %s", round)
                    .isEqualTo(first);
        }
        assertThat(askAll(newAuthorizer(), questions))
                .as("answers of a new authorizer")
                .isEqualTo(first);
    }

    /**
     * An authorizer that reads what is restricted is asked about many things in any order, and after a denial for another permission: each
     * question gets the answer that an authorizer gives which was asked nothing else.
     */
    @Test
    void s01_noAnswerIsTakenForAnotherQuestion() {
        List<Question> questions = crossed();
        List<AccessDecision> alone = questions.stream()
                .map(question -> ask(newAuthorizer(), question))
                .toList();
        assertThat(askAll(newAuthorizer(), questions)).as("answers in a row").isEqualTo(alone);
        Authorizer authorizer = newAuthorizer();
        for (int i = questions.size() - 1; i >= 0; i--) {
            assertThat(ask(authorizer, questions.get(i)))
                    .as("answer to %s, behind others", questions.get(i))
                    .isEqualTo(alone.get(i));
        }
    }

    /** Every known actor, permission and subject with each other, of not more than eight each. */
    private List<Question> crossed() {
        List<Question> known = known();
        List<Question> all = new ArrayList<>();
        for (Actor actor : parts(known, Question::actor)) {
            for (Permission permission : parts(known, Question::permission)) {
                for (Ref subject : parts(known, Question::subject)) {
                    all.add(new Question(actor, permission, subject));
                }
            }
        }
        return all;
    }

    private static <T> List<T> parts(List<Question> questions, Function<Question, T> part) {
        return questions.stream().map(part).distinct().limit(8).toList();
    }

    @Test
    void s01_threadsGetTheSameAnswers() {
        Authorizer authorizer = newAuthorizer();
        List<AccessDecision> expected = askAll(newAuthorizer(), known());
        List<Integer> others = Race.run(4, () -> {
            int different = 0;
            for (int i = 0; i < 200; i++) {
                different += askAll(authorizer, known()).equals(expected) ? 0 : 1;
            }
            return different;
        });
        assertThat(others).as("other answers in four threads").containsOnly(0);
    }

    @Test
    void s02_whatIsUnknownIsDenied() {
        Authorizer authorizer = newAuthorizer();
        for (Question question : unknown()) {
            AccessDecision decision;
            try {
                decision = ask(authorizer, question);
            } catch (RuntimeException e) {
                throw new AssertionError("an exception instead of a denial for " + question, e);
            }
            assertThat(decision.allowed()).as("whether %s is allowed", question).isFalse();
        }
    }

    /** What is allowed, each with one part that nobody knows; and parts that are near to a known one without being it. */
    private List<Question> unknown() {
        List<Question> questions = new ArrayList<>();
        for (Question question : allowed()) {
            Actor actor = question.actor();
            for (String id : List.of("nobody-knows-me", actor.id() + "x", actor.id() + "\u0301", "*", "\ud83d\ude80")) {
                questions.add(new Question(new Actor(actor.kind(), id), question.permission(), question.subject()));
            }
            for (Actor.Kind kind : Actor.Kind.values()) {
                Actor namesake = new Actor(kind, actor.id());
                if (allowed().stream().noneMatch(known -> known.actor().equals(namesake))) {
                    questions.add(new Question(namesake, question.permission(), question.subject()));
                }
            }
            for (String name : others(question.permission())) {
                questions.add(new Question(actor, Permission.of(name), question.subject()));
            }
            questions.add(new Question(actor, question.permission(), Ref.of("unheard-of", "x".repeat(200))));
        }
        return questions;
    }

    /** Names that are of no permission, also such as begin with that of one. */
    private static List<String> others(Permission permission) {
        String name = permission.name();
        return List.of("unheard.of", "x", name + ".x", name + "-x", name + "x");
    }

    @Test
    void s03_everyAnswerNamesThePolicy() {
        Authorizer authorizer = newAuthorizer();
        List<Question> questions = known();
        questions.addAll(unknown());
        for (Question question : questions) {
            assertThat(ask(authorizer, question).reason())
                    .as("reason for the answer to %s", question)
                    .contains(policyName());
        }
    }

    /** Input and output of the platform end, or say so, when their thread is interrupted; what is answered from memory does not. */
    @Test
    void s04_anInterruptedThreadGetsTheSameAnswers() {
        Authorizer authorizer = newAuthorizer();
        List<AccessDecision> expected = askAll(newAuthorizer(), known());
        Thread.currentThread().interrupt();
        List<AccessDecision> answers;
        boolean still;
        try {
            answers = askAll(authorizer, known());
        } finally {
            still = Thread.interrupted();
        }
        assertThat(answers).as("answers to an interrupted thread").isEqualTo(expected);
        assertThat(still).as("the interrupt is still there").isTrue();
    }
}
