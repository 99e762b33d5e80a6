package io.itops.prometheus;

import io.itops.prometheus.rulefile.RuleFileLimits;
import java.util.LinkedHashMap;
import java.util.Map;

/** YAML that is hard on purpose, whatever is read out of it: bombs, depth, tags, aliases, as much of each thing as is looked at. */
public final class HardYaml {
    /** The most characters that are looked at. */
    private static final int LARGEST = RuleFileLimits.STANDARD.maxCharacters();

    private HardYaml() {}

    public static Map<String, String> cases() {
        Map<String, String> cases = new LinkedHashMap<>();
        for (String piece : new String[] {
            "[",
            "{a: ",
            "- ",
            "? ",
            "a:\n",
            "- [",
            "---\n",
            "# x\n",
            "&a ",
            "*a ",
            "!!x ",
            "<<: ",
            "\"\\x41",
            "'",
            "|\n",
            "%YAML 1.2\n---\n",
            "\t",
            "\n",
            "\0",
            "\ufeff",
            "\u0085",
            "\ud800",
            "ä",
            "a: b\n",
            "- a\n",
            "a, ",
            "[],",
            "{}, "
        }) {
            cases.put("much of " + piece.strip(), piece.repeat(LARGEST / piece.length()));
            cases.put(
                    "a list with much of " + piece.strip(), "groups: [" + piece.repeat(LARGEST / piece.length() - 10));
        }
        cases.put("bomb", bomb(30));
        cases.put("bomb within the aliases", bomb(10));
        cases.put("recursion", "groups: &a [*a]\n");
        cases.put("merged recursion", "groups: &a {<<: *a}\n");
        cases.put("merges of merges", merges());
        cases.put("a type of Java", "groups: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]\n");
        cases.put("keys that collide", keys("AaBB", "BBAa"));
        cases.put("different keys", numbered());
        cases.put("the same key", "groups: []\n".repeat(22_000));
        cases.put("a long key", "a".repeat(LARGEST - 10) + ": 1\n");
        cases.put("a long scalar", "groups: " + "a".repeat(LARGEST - 10));
        cases.put("a quoted scalar", "groups: \"" + "\\u0041".repeat(LARGEST / 6 - 10) + "\"");
        cases.put("a folded scalar", "groups: >\n" + "  a\n\n".repeat(LARGEST / 5 - 10));
        cases.put("a literal scalar", "groups: |\n" + " a\n".repeat(LARGEST / 3 - 10));
        cases.put("one character too many", "a".repeat(LARGEST + 1));
        cases.put("ten megabytes", "a: b\n".repeat(4 * LARGEST));
        return cases;
    }

    private static String bomb(int levels) {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i <= levels; i++) {
            bomb.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        return bomb.append("groups: *a" + levels + "\n").toString();
    }

    private static String merges() {
        StringBuilder text = new StringBuilder("a0: &a0 {");
        for (int i = 0; i < 20_000; i++) {
            text.append("k" + i + ": v, ");
        }
        text.append("}\n");
        for (int i = 1; i < 10; i++) {
            text.append("a" + i + ": &a" + i + " {<<: [*a" + (i - 1) + ", *a" + (i - 1) + "], x" + i + ": y}\n");
        }
        return text.append("groups: *a9\n").toString();
    }

    /** Keys of one hash code. */
    private static String keys(String one, String other) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1 << 13; i++) {
            for (int bit = 0; bit < 13; bit++) {
                text.append((i >> bit & 1) == 0 ? one : other);
            }
            text.append(": 1\n");
        }
        return text.toString();
    }

    private static String numbered() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < LARGEST - 20; i++) {
            text.append("k").append(i).append(": 1\n");
        }
        return text.toString();
    }
}
