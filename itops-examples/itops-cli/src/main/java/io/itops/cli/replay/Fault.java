package io.itops.cli.replay;

/**
 * Something that is wrong with a mapping or a log.
 *
 * @param line from 1; 0 where it is no one line's fault
 * @param column from 1; 0 where only the line is known
 * @param what the part that is wrong
 * @param rule what it must do, as a verb phrase
 * @param found what stands there
 */
public record Fault(int line, int column, String what, String rule, String found) {
    @Override
    public String toString() {
        return what + " must " + rule + ", but was " + found;
    }
}
