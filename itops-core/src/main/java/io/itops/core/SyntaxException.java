package io.itops.core;

import java.util.Optional;

/**
 * Text that a person wrote and that breaks the rules of its language, told with the place where it does.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class SyntaxException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 200;

    private final String what;
    private final int line;
    private final int column;
    private final String rule;
    private final String found;
    private final String unsupported;

    /**
     * Says what was wrong.
     *
     * @param what the text, or the part of it that is wrong, named as its author knows it
     * @param line the line, from 1
     * @param column the character in the line, from 1
     * @param rule what must hold there, as a verb phrase: {@code go on with ")"}
     * @param found what stands there, in quotes if it is text; shortened to 200 characters, control characters escaped
     */
    public SyntaxException(String what, int line, int column, String rule, String found) {
        this(what, line, column, rule, found, "");
    }

    private SyntaxException(String what, int line, int column, String rule, String found, String unsupported) {
        super(what + " at line " + line + ", column " + column + " must " + rule + ", but was " + fit(found), null);
        this.what = what;
        this.line = line;
        this.column = column;
        this.rule = rule;
        this.found = fit(found);
        this.unsupported = unsupported;
    }

    /**
     * Says that the text is right in its language, but uses what this SDK does not have yet.
     *
     * @param what the text, named as its author knows it
     * @param line the line, from 1
     * @param column the character in the line, from 1
     * @param feature what is not supported yet, in the plural: {@code native histograms}
     * @param found what stands there, in quotes if it is text
     * @return the exception, to be thrown
     */
    public static SyntaxException unsupported(String what, int line, int column, String feature, String found) {
        return new SyntaxException(
                what, line, column, "keep to what there is (" + feature + " are not supported yet)", found, feature);
    }

    private static String fit(String found) {
        return SafeText.oneLine(SafeText.shorten(found, SHOWN));
    }

    /**
     * The text, or the part of it, that is wrong.
     *
     * @return its name as its author knows it
     */
    public String what() {
        return what;
    }

    /**
     * The line where it is wrong.
     *
     * @return the line, from 1
     */
    public int line() {
        return line;
    }

    /**
     * The character where it is wrong, counted in code points.
     *
     * @return the character in the line, from 1
     */
    public int column() {
        return column;
    }

    /**
     * What must hold there.
     *
     * @return a verb phrase
     */
    public String rule() {
        return rule;
    }

    /**
     * What stands there.
     *
     * @return the text as the message shows it: at most 200 characters, control characters escaped
     */
    public String found() {
        return found;
    }

    /**
     * What the text uses that this SDK does not have yet.
     *
     * @return the feature in the plural, empty if the text breaks the rules of its language
     */
    public Optional<String> unsupported() {
        return unsupported.isEmpty() ? Optional.empty() : Optional.of(unsupported);
    }
}
