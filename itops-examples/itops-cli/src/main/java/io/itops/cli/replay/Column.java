package io.itops.cli.replay;

import java.util.List;

/**
 * A column that a mapping names.
 *
 * @param name as its header says; where several have the name, with {@code #} and its number among them, from 1
 * @param line where the mapping names it
 * @param place the column of that line
 */
record Column(String name, int line, int place) {
    private static final char[] OTHER_SEPARATORS = {';', '\t', '|', ','};

    /** Where a header has it, or -1 and a fault. */
    int in(List<String> header, Faults faults) {
        int first = header.indexOf(name);
        if (first >= 0 && header.lastIndexOf(name) == first) {
            return first;
        }
        if (first >= 0) {
            faults.add(
                    1,
                    "column \"" + name + '"',
                    "stand once in the header, or be named \"" + name + "#1\", \"" + name + "#2\" and so on",
                    "found " + header.stream().filter(name::equals).count() + " times");
            return -1;
        }
        int numbered = numbered(header);
        if (numbered < 0) {
            faults.add(
                    1,
                    "header",
                    "have the column \"" + name + "\" that the mapping names" + hint(header),
                    String.join(", ", header));
        }
        return numbered;
    }

    /** A header of one column that holds another separator was most likely split at the wrong one. */
    private static String hint(List<String> header) {
        if (header.size() != 1) {
            return "";
        }
        for (char other : OTHER_SEPARATORS) {
            if (header.get(0).indexOf(other) >= 0) {
                return " (its one column holds " + (other == '\t' ? "tabs" : "\"" + other + '"') + ": is separator: "
                        + (other == '\t' ? "tab" : "\"" + other + '"') + " missing in the mapping?)";
            }
        }
        return "";
    }

    private int numbered(List<String> header) {
        int sign = name.lastIndexOf('#');
        if (sign <= 0 || !name.substring(sign + 1).matches("[1-9]\\d{0,3}")) {
            return -1;
        }
        String base = name.substring(0, sign);
        int left = Integer.parseInt(name.substring(sign + 1));
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).equals(base) && --left == 0) {
                return i;
            }
        }
        return -1;
    }
}
