package io.itops.prometheus.template;

/** The flag {@code #} for floats: the decimal point is always there, and {@code %g} keeps its trailing zeros. */
final class GoSharp {
    private GoSharp() {}

    static String keepPoint(String number, char verb, int precision) {
        boolean hex = verb == 'x' || verb == 'X';
        int exponentAt = Math.max(number.indexOf(hex ? 'p' : 'e'), number.indexOf(hex ? 'P' : 'E'));
        String tail = exponentAt < 0 ? "" : number.substring(exponentAt);
        String head = exponentAt < 0 ? number : number.substring(0, exponentAt);
        boolean general = verb == 'g' || verb == 'G';
        int wanted = precision >= 0 ? precision : 6;
        int digits = 0;
        boolean counting = false;
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            counting |= c >= '1' && c <= '9';
            digits += counting && c != '.' && c != '-' ? 1 : 0;
        }
        // zero is one digit, though it is no significant one
        int shown = Math.max(digits, head.chars().anyMatch(c -> c >= '1' && c <= '9') ? 0 : 1);
        String pointed = head.indexOf('.') < 0 ? head + '.' : head;
        String zeros = general ? "0".repeat(Math.max(0, wanted - shown)) : "";
        return pointed + zeros + tail;
    }
}
