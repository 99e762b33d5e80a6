package io.itops.monitoring.promql;

/**
 * A piece of an expression.
 *
 * @param kind what it is
 * @param start where it begins
 * @param end where it ends, exclusive
 * @param text a word as it is written, a string as it is meant; empty for anything else
 * @param number the value of a number, or of a duration in seconds; 0 for anything else
 */
record Token(Kind kind, int start, int end, String text, double number) {
    enum Kind {
        END("the end"),
        WORD("a name"),
        NUMBER("a number"),
        DURATION("a duration"),
        STRING("a string"),
        LEFT_PAREN("\"(\""),
        RIGHT_PAREN("\")\""),
        LEFT_BRACE("\"{\""),
        RIGHT_BRACE("\"}\""),
        LEFT_BRACKET("\"[\""),
        RIGHT_BRACKET("\"]\""),
        COMMA("\",\""),
        COLON("\":\""),
        AT("\"@\""),
        ASSIGN("\"=\""),
        ASSIGN_PATTERN("\"=~\""),
        NOT_PATTERN("\"!~\""),
        PLUS("\"+\""),
        MINUS("\"-\""),
        TIMES("\"*\""),
        DIVIDE("\"/\""),
        MODULO("\"%\""),
        POWER("\"^\""),
        EQUAL("\"==\""),
        NOT_EQUAL("\"!=\""),
        GREATER("\">\""),
        LESS("\"<\""),
        GREATER_OR_EQUAL("\">=\""),
        LESS_OR_EQUAL("\"<=\"");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }

        /** The kind as a message names it. */
        String phrase() {
            return phrase;
        }
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
