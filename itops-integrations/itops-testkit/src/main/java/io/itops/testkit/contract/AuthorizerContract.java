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
     * Questions that the policy allows.
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
            for (String name : List.of("unheard.of", question.permission().name() + ".x", "x")) {
                questions.add(new Question(actor, Permission.of(name), question.subject()));
            }
            questions.add(new Question(actor, question.permission(), Ref.of("unheard-of", "x".repeat(200))));
        }
        return questions;
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
