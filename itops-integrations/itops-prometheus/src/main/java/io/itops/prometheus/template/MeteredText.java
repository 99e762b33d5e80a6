package io.itops.prometheus.template;

/**
 * A text that counts what a matcher reads of it as steps of the template: time grows by the characters read, those that are read again
 * for a further match included, and by the instructions of the pattern. Confined to one thread.
 */
final class MeteredText implements CharSequence {
    /** How many instructions tried on a character are one step of the template. */
    private static final int TRIED_OF_STEP = 64;

    private final String text;
    private final int weight;
    private final Call.Context context;
    private long tried;

    /** The weight is how many instructions each character may be tried against. */
    MeteredText(String text, int weight, Call.Context context) {
        this.text = text;
        this.weight = weight;
        this.context = context;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        tried += weight;
        if (tried >= TRIED_OF_STEP) {
            context.step(0, (int) (tried / TRIED_OF_STEP));
            tried %= TRIED_OF_STEP;
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
