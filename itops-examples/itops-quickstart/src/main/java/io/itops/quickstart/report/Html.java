package io.itops.quickstart.report;

import java.util.List;
import java.util.Locale;

/** Writes HTML and SVG; whatever is text is escaped. Not thread-safe; confine to one thread. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Markup as it is. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Markup with numbers in it. */
    Html raw(String format, Object... numbers) {
        out.append(String.format(Locale.ROOT, format, numbers));
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element that holds text alone. */
    Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name.split(" ", 2)[0] + ">\n");
    }

    /** A table that scrolls by itself where it is too wide. */
    Html table(String label, List<String> head, List<List<String>> rows) {
        raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .text(label)
                .raw("\"><table><thead><tr>");
        head.forEach(cell -> element("th scope=\"col\"", cell));
        raw("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            raw("<tr>");
            row.forEach(cell -> element("td", cell));
            raw("</tr>\n");
        }
        return raw("</tbody></table></div>\n");
    }

    Html list(List<String> items) {
        raw("<ul>\n");
        items.forEach(item -> element("li", item));
        return raw("</ul>\n");
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c);
            }
        });
        return safe.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
