package io.itops.simulation.check;

import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.core.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An object as it was committed, read by the names of its members.
 *
 * @param object the object
 */
record Facts(Tree.Obj object) {
    static Facts of(StoredRecord record) {
        return new Facts((Tree.Obj) CanonicalJson.read(record.json()));
    }

    boolean has(String member) {
        return object.members().containsKey(member);
    }

    Tree tree(String member) {
        Tree value = object.members().get(member);
        if (value == null) {
            throw new IllegalArgumentException("no " + member + " in " + CanonicalJson.write(object));
        }
        return value;
    }

    Facts object(String member) {
        return new Facts((Tree.Obj) tree(member));
    }

    List<Facts> list(String member) {
        return ((Tree.Arr) tree(member))
                .items().stream().map(item -> new Facts((Tree.Obj) item)).toList();
    }

    List<String> texts(String member) {
        return ((Tree.Arr) tree(member))
                .items().stream().map(item -> ((Tree.Text) item).value()).toList();
    }

    String text(String member) {
        return ((Tree.Text) tree(member)).value();
    }

    double number(String member) {
        return ((Tree.Num) tree(member)).value();
    }

    int count(String member) {
        return (int) number(member);
    }

    Instant instant(String member) {
        return Instant.parse(text(member));
    }

    Duration duration(String member) {
        return Duration.parse(text(member));
    }
}
