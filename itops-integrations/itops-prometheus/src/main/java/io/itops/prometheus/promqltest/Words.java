package io.itops.prometheus.promqltest;

/** A line taken apart word by word. Confined to one thread. */
final class Words {
    private final String line;
    private int at;

    Words(String line) {
        this.line = line;
    }

    /** The next word, empty at the end. */
    String next() {
        skip();
        int start = at;
        while (at < line.length() && !isBlank(line.charAt(at))) {
            at++;
        }
        return line.substring(start, at);
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        int before = at;
        if (next().equals(word)) {
            return true;
        }
        at = before;
        return false;
    }

    /** What is left, without blanks around it. */
    String rest() {
        skip();
        String rest = line.substring(at).strip();
        at = line.length();
        return rest;
    }

    private void skip() {
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
