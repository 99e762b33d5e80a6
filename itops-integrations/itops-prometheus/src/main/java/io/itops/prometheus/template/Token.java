package io.itops.prometheus.template;

/** A piece of a template's text. */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        SPACE,
        WORD,
        FIELD,
        VARIABLE,
        DOT,
        NUMBER,
        CHARACTER,
        STRING,
        RAW_STRING,
        PIPE,
        COMMA,
        ASSIGN,
        DECLARE,
        PAREN_OPEN,
        PAREN_CLOSE,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isWord(String wanted) {
        return kind == Kind.WORD && text.equals(wanted);
    }

    String shown() {
        return switch (kind) {
            case END -> "the end of the text";
            case CLOSE -> "\"}}\"";
            default -> '"' + text + '"';
        };
    }
}
