package io.itops.testkit.contract;

import static io.itops.testkit.contract.StoreFixture.at;
import static io.itops.testkit.contract.StoreFixture.free;
import static io.itops.testkit.contract.StoreFixture.record;
import static io.itops.testkit.contract.StoreFixture.ref;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.explain.Explanation;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Tree;
import io.itops.core.spi.Store;
import io.itops.core.store.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A fixed sequence of commits: every store ends at the same root. */
final class StoreScript {
    /**
     * The root that the script leads to. It was computed once and is part of the contract: a change of it means that journals written
     * before can no longer be verified.
     */
    static final String ROOT = "5c66d74038e08831dfb0188efb12ce8b1e129256e39e12d0a4d98204899c82e9";

    /** The number of events in the script. */
    static final int EVENTS = 75;

    private StoreScript() {}

    static void play(Store store) {
        for (int i = 0; i < 30; i++) {
            Commit.Builder commit = Commit.builder().put(record("scripted-" + i % 7, 1 + i / 7), i / 7);
            for (int j = 0; j < i % 6; j++) {
                commit.event(event(i, j));
            }
            if (i % 4 == 0) {
                commit.job(free("scripted-job-" + i, at(i)));
            }
            store.commit(commit.build());
        }
    }

    private static JournalEvent event(int i, int j) {
        List<Ref> subjects = new ArrayList<>(List.of(ref("scripted-" + i % 7)));
        for (int k = 0; k < j; k++) {
            subjects.add(Ref.of("other", "k" + k));
        }
        return new JournalEvent(
                "script.step-" + j,
                1 + j,
                at(i * 60L).plusNanos(j * 1_000L),
                j % 2 == 0 ? Actor.user("Zoë \ud83d\ude80") : Actor.system("script"),
                subjects,
                "step " + i + '.' + j + " \"quoted\" \\ ä \u2028",
                j == 3 ? Optional.of(Explanation.of("because of step " + i)) : Optional.empty(),
                Tree.Obj.of(new TreeMap<>(Map.of(
                        "number", new Tree.Num(i / 7.0 * Math.pow(10, 7 * j - 10.0)),
                        "whole", Tree.num(i * 1_000_003L),
                        "flag", new Tree.Bool(j % 2 == 0),
                        "none", Tree.Null.NULL,
                        "list", new Tree.Arr(List.of(new Tree.Text("a"), new Tree.Text("\u0001")))))));
    }
}
