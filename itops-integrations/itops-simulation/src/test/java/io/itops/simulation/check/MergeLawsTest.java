package io.itops.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.StoredRecord;
import io.itops.testkit.simulation.Moment;
import io.itops.testkit.simulation.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** I16 and I7 over merges: what they must find, and what they must let pass. */
class MergeLawsTest {
    private static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");
    private static final CommitResult RESULT = new CommitResult(1, 1, new TreeMap<>());

    private static JournalEvent event(String what, String incident, String data) {
        return new JournalEvent(
                "incident." + what,
                1,
                AT,
                Actor.user("ann"),
                List.of(Ref.of("incident", incident)),
                what,
                Optional.empty(),
                (Tree.Obj) CanonicalJson.read(data));
    }

    private static Moment commit(Object... parts) {
        Commit.Builder commit = Commit.builder();
        for (Object part : parts) {
            if (part instanceof JournalEvent event) {
                commit.event(event);
            } else if (part instanceof Commit.Put put) {
                commit.put(put.record(), put.expected());
            }
        }
        return new Moment.Committed(AT, AT, "one", commit.build(), RESULT);
    }

    private static Commit.Put put(String type, String id, String json) {
        return new Commit.Put(new StoredRecord(Ref.of(type, id), 1, 1, json, List.of()), 0);
    }

    private static Commit.Put key(String key, String incident) {
        return put("incident-key", key, "{\"dedupKey\":\"" + key + "\",\"incident\":\"" + incident + "\"}");
    }

    private static Commit.Put incident(String id, String state) {
        return put("incident", id, "{\"escalation\":{},\"state\":\"" + state + "\"}");
    }

    private static Moment opened(String id, String key) {
        return commit(
                event("opened", id, "{\"trouble\":{\"dedupKey\":\"" + key + "\"}}"),
                key(key, id),
                incident(id, "ACKNOWLEDGED"));
    }

    private static Moment merged(String id, String into, String key) {
        return commit(
                event("merged", id, "{\"into\":\"" + into + "\"}"),
                event("absorbed", into, "{\"child\":\"" + id + "\",\"keys\":{\"" + key + "\":{}}}"),
                key(key, into),
                incident(id, "MERGED"));
    }

    private static Moment unmerged(String id, String from, String key, String state) {
        return commit(
                event("unmerged", id, "{\"from\":\"" + from + "\",\"keys\":{\"" + key + "\":{}}}"),
                key(key, id),
                incident(id, state));
    }

    private static Moment linked(String id, String parent) {
        return commit(event("linked", id, "{\"parent\":\"" + parent + "\"}"));
    }

    private static List<String> found(Moment... moments) {
        List<Moment> all = Stream.of(moments).toList();
        return Stream.concat(MergeLaws.check(all).stream(), SingleOpenIncident.check(all).stream())
                .map(Violation::text)
                .toList();
    }

    @Test
    void aMergeThatIsUndoneIsFine() {
        assertThat(found(
                        opened("a", "k"),
                        opened("b", "l"),
                        merged("b", "a", "l"),
                        unmerged("b", "a", "l", "ACKNOWLEDGED"),
                        merged("b", "a", "l")))
                .isEmpty();
    }

    @Test
    void circlesAreFound() {
        assertThat(found(opened("a", "k"), opened("b", "l"), merged("b", "a", "l"), merged("a", "b", "k")))
                .anyMatch(what -> what.contains("led back to itself"));
        assertThat(found(linked("a", "b"), linked("b", "a"))).anyMatch(what -> what.contains("above itself"));
    }

    @Test
    void aSecondMergeIsFound() {
        assertThat(found(
                        opened("a", "k"),
                        opened("b", "l"),
                        opened("c", "m"),
                        merged("b", "a", "l"),
                        merged("b", "c", "l")))
                .anyMatch(what -> what.contains("had gone into a before"));
    }

    @Test
    void aLostKeyIsFound() {
        assertThat(found(opened("a", "k"), opened("b", "l"), merged("b", "a", "m")))
                .anyMatch(what -> what.contains("had the keys [l], but gave [m]"));
        assertThat(found(
                        opened("a", "k"),
                        opened("b", "l"),
                        commit(
                                event("merged", "b", "{\"into\":\"a\"}"),
                                event("absorbed", "a", "{\"child\":\"b\",\"keys\":{\"l\":{}}}"),
                                incident("b", "MERGED"))))
                .anyMatch(what -> what.contains("written down as that of b"));
    }

    @Test
    void aLostStateIsFound() {
        assertThat(found(
                        opened("a", "k"),
                        opened("b", "l"),
                        merged("b", "a", "l"),
                        unmerged("b", "a", "l", "TRIGGERED")))
                .anyMatch(what -> what.contains("was ACKNOWLEDGED before, but came back as TRIGGERED"));
    }

    @Test
    void aKeyOfTwoOpenIncidentsIsFound() {
        assertThat(found(opened("a", "k"), opened("b", "l"), merged("b", "a", "l"), opened("c", "l")))
                .anyMatch(what -> what.contains("left incidents a and c of the same key l open"));
    }
}
