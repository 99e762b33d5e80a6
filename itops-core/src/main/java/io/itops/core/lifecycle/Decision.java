package io.itops.core.lifecycle;

import io.itops.core.Reason;
import io.itops.core.Require;
import io.itops.core.delivery.Notification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command decides: events with effects, or a refusal with reasons.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <E> the events of the workflow
 * @since 0.1
 */
public sealed interface Decision<E> {
    /**
     * The command is carried out.
     *
     * @param <E> the events of the workflow
     * @param events what happens, in order; none if the thing is already as the command wants it
     * @param effects what is to be done with the commit, in order
     */
    record Accept<E>(List<E> events, List<Effect> effects) implements Decision<E> {
        /** Copies the lists. */
        public Accept {
            events = Require.list("events", events);
            effects = Require.list("effects", effects);
        }

        /**
         * This decision with one more event.
         *
         * @param event the event
         * @return a new decision
         */
        public Accept<E> and(E event) {
            return new Accept<>(plus(events, event), effects);
        }

        /**
         * This decision with one more effect.
         *
         * @param effect the effect
         * @return a new decision
         */
        public Accept<E> with(Effect effect) {
            return new Accept<>(events, plus(effects, Require.present("effect", effect)));
        }

        /**
         * This decision with a timer set. It rings in a process in which the agenda has a handler of the job type, and waits for one
         * where there is none.
         *
         * @param name what the timer is for
         * @param jobType names the handler
         * @param due when it rings
         * @return a new decision
         */
        public Accept<E> setTimer(String name, String jobType, Instant due) {
            return with(new Effect.SetTimer(name, jobType, due));
        }

        /**
         * This decision with a timer cancelled.
         *
         * @param name what the timer is for
         * @return a new decision
         */
        public Accept<E> cancelTimer(String name) {
            return with(new Effect.CancelTimer(name));
        }

        /**
         * This decision with a notification to deliver.
         *
         * @param notification what to send
         * @return a new decision
         */
        public Accept<E> send(Notification notification) {
            return with(new Effect.Send(notification));
        }

        private static <T> List<T> plus(List<T> list, T last) {
            List<T> more = new ArrayList<>(list);
            more.add(last);
            return more;
        }
    }

    /**
     * The command is refused.
     *
     * @param <E> the events of the workflow
     * @param reasons why, at least one
     */
    record Refuse<E>(List<Reason> reasons) implements Decision<E> {
        /** Copies the list. */
        public Refuse {
            reasons = Require.list("reasons", reasons);
            Require.size("reasons", reasons, 1, 100);
        }
    }

    /**
     * Carries a command out by one event.
     *
     * @param <E> the events of the workflow
     * @param event what happens
     * @return the decision, to which more can be added
     */
    static <E> Accept<E> accept(E event) {
        return new Accept<>(List.of(Require.present("event", event)), List.of());
    }

    /**
     * Finds that nothing is left to do.
     *
     * @param <E> the events of the workflow
     * @return a decision without events
     */
    static <E> Accept<E> nothing() {
        return new Accept<>(List.of(), List.of());
    }

    /**
     * Refuses a command.
     *
     * @param <E> the events of the workflow
     * @param code the reason's code
     * @param text the reason's sentence
     * @return the decision
     */
    static <E> Refuse<E> refuse(String code, String text) {
        return new Refuse<>(List.of(Reason.of(code, text)));
    }
}
