package io.itops.quickstart.check;

import io.itops.core.record.Tree;
import java.util.List;

/** Looks into neutral trees; what is not there is blank, zero or empty, so that a missing member reads as a missing step. */
final class Json {
    private Json() {}

    static Tree at(Tree tree, String... path) {
        Tree found = tree;
        for (String name : path) {
            found = found instanceof Tree.Obj object
                    ? object.members().getOrDefault(name, Tree.Null.NULL)
                    : Tree.Null.NULL;
        }
        return found;
    }

    static String text(Tree tree, String... path) {
        return at(tree, path) instanceof Tree.Text text ? text.value() : "";
    }

    static long number(Tree tree, String... path) {
        return at(tree, path) instanceof Tree.Num number ? (long) number.value() : 0;
    }

    static boolean truth(Tree tree, String... path) {
        return at(tree, path) instanceof Tree.Bool bool && bool.value();
    }

    static List<Tree> items(Tree tree, String... path) {
        return at(tree, path) instanceof Tree.Arr array ? array.items() : List.of();
    }
}
