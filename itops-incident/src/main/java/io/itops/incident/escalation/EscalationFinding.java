package io.itops.incident.escalation;

import io.itops.core.InvalidDefinitionException.Problem;
import io.itops.core.Require;
import io.itops.core.explain.Explanation;

/**
 * Something that an analysis found wrong with an escalation policy.
 *
 * <p>Immutable and thread-safe.
 *
 * @param rule the rule that is broken
 * @param what the part of the policy, as its author knows it
 * @param why what was found, with its evidence
 * @since 0.1
 */
public record EscalationFinding(Rule rule, String what, Explanation why) {
    /**
     * What is looked for.
     *
     * @since 0.1
     */
    public enum Rule {
        /** Somebody is told about every incident. */
        REACHES_SOMEBODY("tell somebody about every incident"),
        /** Somebody is told within the time that the service wants. */
        WITHIN_TARGET("tell somebody within the target"),
        /** All whom the first round tells are told within the time in which the service wants a response. */
        WITHIN_RESPONSE("tell all of a round within the time for a response"),
        /** Each step can be taken. */
        STEP_REACHABLE("have conditions that can hold"),
        /** Each step reaches somebody at some time. */
        STEP_HAS_PEOPLE("reach somebody"),
        /** Each step reaches somebody at any time. */
        STEP_HAS_NO_GAP("reach somebody at any time"),
        /** Each repeat can reach somebody, so that it does not go round in vain. */
        LOOP_HAS_PEOPLE("reach somebody in a cycle that is repeated"),
        /** A person's rules have run before the person is paged again. */
        LOOP_LEAVES_TIME("give the rules of those it pages the time to run before a repeat"),
        /** A step can get the acknowledgements that it asks for. */
        ENOUGH_TO_ACKNOWLEDGE("page as many people as must acknowledge"),
        /** Each rule of a person whom the policy can page can run. */
        RULE_REACHABLE("apply to an urgency of a step that pages the person"),
        /** A person who is paged is told at once. */
        RULE_AT_ONCE("tell the person at once"),
        /** The analysis went through the whole scope. */
        BOUNDED("be small enough to be looked through");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        /**
         * What the part of the policy must do.
         *
         * @return a verb phrase
         */
        public String text() {
            return text;
        }
    }

    /** Checks the parts. */
    public EscalationFinding {
        Require.present("rule", rule);
        Require.text("part of the policy", what, 400);
        Require.present("explanation", why);
    }

    /**
     * The finding as a problem of a definition.
     *
     * @return the problem
     */
    public Problem problem() {
        return new Problem(what, rule.text(), why.reason());
    }

    @Override
    public String toString() {
        return problem().toString();
    }
}
