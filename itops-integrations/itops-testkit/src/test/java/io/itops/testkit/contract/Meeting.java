package io.itops.testkit.contract;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/** A short scenario of {@link StoreOperations} that is all about one thing in which two threads can get into each other's way. */
enum Meeting {
    TWO_PUT_THE_SAME_VERSION("put 0 0", "put 0 1", "put 0 1", "put 0 2"),
    TWO_RELY_ON_WHAT_THE_OTHER_CHANGES("", "putUnless 0", "putUnless 1", ""),
    THE_JOURNAL_GROWS_FROM_TWO_SIDES("", "put 0 0, put 0 1", "put 1 0, put 1 1", "claimAll"),
    ONE_JOB_IS_CLAIMED_BY_TWO("add 2", "claimOne", "claimOne", "claimAll"),
    A_LANE_IS_CLAIMED_BY_TWO("add 0, add 1", "claimOne, done 0 1", "claimAll", "claimAll"),
    A_JOB_COMES_WITH_A_RECORD_OR_NOT("put 1 0", "putWithJob 0 0", "putWithJob 0 1, claimAll", "claimAll"),
    A_JOB_IS_CANCELLED_WHILE_IT_IS_TRIED_AGAIN("add 0, add 1, claimOne", "cancel 0", "retry 0, claimOne", "claimAll"),
    A_JOB_IS_DONE_TWICE("add 0, add 1, claimOne", "done 0 1", "done 0 1, claimAll", "claimAll");

    private final List<String> parts;

    Meeting(String before, String one, String other, String after) {
        parts = List.of(before, one, other, after);
    }

    ExecutionScenario scenario() {
        return new ExecutionScenario(
                actors(parts.get(0)),
                new ArrayList<>(List.of(actors(parts.get(1)), actors(parts.get(2)))),
                actors(parts.get(3)),
                null);
    }

    private static List<Actor> actors(String calls) {
        List<Actor> actors = new ArrayList<>();
        for (String call : calls.isEmpty() ? new String[0] : calls.split(", ")) {
            String[] words = call.split(" ");
            Method method = Arrays.stream(StoreOperations.class.getMethods())
                    .filter(m -> m.getName().equals(words[0]))
                    .findFirst()
                    .orElseThrow();
            actors.add(new Actor(
                    method,
                    Arrays.stream(words).skip(1).map(Integer::valueOf).toList(),
                    false,
                    false,
                    false,
                    false,
                    false));
        }
        return actors;
    }
}
