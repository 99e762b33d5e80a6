package io.itops.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns that are as wide as their widest cell. */
final class TextTable {
    private static final String GAP = "  ";

    private TextTable() {}

    /** A line for each row; all rows have as many cells as the first. */
    static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i));
                if (i < widths.length - 1) {
                    line.append(" ".repeat(widths[i] - length(row.get(i)))).append(GAP);
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
