package io.itops.simulation.check;

import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.core.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An object as it was committed, read by the names of its members.
 *
 * @param object the object
 */
record Facts(Tree.Obj object) {
    static Facts of(StoredRecord record) {
        return new Facts((Tree.Obj) CanonicalJson.read(record.json()));
    }

    /**
     * The word in one member of a record, found by walking over the canonical text: most records are looked at for their state alone, and
     * reading them whole costs several times as much.
     */
    static String word(StoredRecord record, String member) {
        String json = record.json();
        int depth = 0;
        int at = 0;
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c == '"') {
                int end = endOfString(json, at);
                boolean named = depth == 1 && end - at - 2 == member.length() && json.startsWith(member, at + 1);
                if (named && json.startsWith(":\"", end)) {
                    return json.substring(end + 2, endOfString(json, end + 1) - 1);
                }
                at = end;
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                at++;
            }
        }
        throw new IllegalArgumentException("no text " + member + " in " + json);
    }

    /** The place behind the string that starts at a place. */
    private static int endOfString(String json, int start) {
        int at = start + 1;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
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

    List<Double> numbers(String member) {
        return ((Tree.Arr) tree(member))
                .items().stream().map(item -> ((Tree.Num) item).value()).toList();
    }

    /** The names of the members of an object. */
    Set<String> names(String member) {
        return object(member).object().members().keySet();
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
