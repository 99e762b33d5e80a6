package io.itops.core.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes valid JSON that need not be canonical: other member orders, white space, escapes and forms of numbers. */
final class LooseJson {
    private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t", "\r\n", "  ");

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    private LooseJson(Random random) {
        this.random = random;
    }

    static String write(Tree tree, Random random) {
        LooseJson json = new LooseJson(random);
        json.value(tree);
        return json.out.toString();
    }

    private void value(Tree tree) {
        space();
        if (tree instanceof Tree.Obj object) {
            List<Map.Entry<String, Tree>> members =
                    new ArrayList<>(object.members().entrySet());
            Collections.shuffle(members, random);
            out.append('{');
            space();
            String comma = "";
            for (Map.Entry<String, Tree> member : members) {
                out.append(comma);
                comma = ",";
                space();
                string(member.getKey());
                space();
                out.append(':');
                value(member.getValue());
            }
            out.append('}');
        } else if (tree instanceof Tree.Arr array) {
            out.append('[');
            space();
            String comma = "";
            for (Tree item : array.items()) {
                out.append(comma);
                comma = ",";
                value(item);
            }
            out.append(']');
        } else if (tree instanceof Tree.Text text) {
            string(text.value());
        } else if (tree instanceof Tree.Num number) {
            number(number.value());
        } else if (tree instanceof Tree.Bool bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
        space();
    }

    private void number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        switch (random.nextInt(3)) {
            case 0 -> out.append(value);
            case 1 ->
                out.append(
                        whole
                                ? Long.toString((long) value)
                                : Double.toString(value).replace("E", "e"));
            default -> out.append(Double.toString(value).replaceFirst("^(-?[0-9]+\\.[0-9]+)", "$10000"));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean must = c < ' ' || c == '"' || c == '\\';
            if (must || random.nextInt(8) == 0) {
                for (char unit : Character.toChars(c)) {
                    out.append(
                            random.nextBoolean() ? "\\u%04x".formatted((int) unit) : "\\u%04X".formatted((int) unit));
                }
            } else if (c == '/' && random.nextBoolean()) {
                out.append("\\/");
            } else {
                out.appendCodePoint(c);
            }
        }
        out.append('"');
    }

    private void space() {
        out.append(SPACES.get(random.nextInt(SPACES.size())));
    }
}
