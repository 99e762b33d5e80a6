package io.itops.cli.replay;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes rows of what the parser finds. Of most columns no text is made: a log has many, and a mapping reads few. */
final class RowHandler extends AbstractBaseCsvCallbackHandler<RowHandler.Row> {
    private @Nullable BitSet wanted;
    private final List<@Nullable String> texts = new ArrayList<>();
    private char last;

    /**
     * A row of a table.
     *
     * @param line where it begins, from 1
     * @param texts its cells; null where nobody reads the column
     * @param last the last character of its last cell, NUL if that is empty
     */
    record Row(long line, List<@Nullable String> texts, char last) {
        int size() {
            return texts.size();
        }

        /** The text of a cell of a column that is read. */
        String cell(int column) {
            String text = texts.get(column);
            if (text == null) {
                throw new IllegalStateException("column " + column + " is read, but was not asked for");
            }
            return text;
        }
    }

    /** From the next row on makes texts of these columns only. */
    void readOnly(BitSet columns) {
        wanted = columns;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        texts.clear();
        last = 0;
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        texts.add(wanted == null || wanted.get(column) ? new String(buffer, offset, length) : null);
        last = length == 0 ? 0 : buffer[offset + length - 1];
    }

    @Override
    protected Row buildRecord() {
        return new Row(getStartingLineNumber(), Arrays.asList(texts.toArray(new @Nullable String[0])), last);
    }
}
