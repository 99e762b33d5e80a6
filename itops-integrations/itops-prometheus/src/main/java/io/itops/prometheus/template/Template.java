package io.itops.prometheus.template;

import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.SyntaxException;
import java.util.List;
import java.util.Map;

/**
 * A text with actions, as alert labels and annotations hold: {@code Instance {{ $labels.instance }} is down}.
 *
 * <p>The language is Go's {@code text/template} with missing keys as zero values, Prometheus' functions, and its variables {@code
 * $labels}, {@code $value}, {@code $externalLabels} and {@code $externalURL}. Complex numbers, channels and functions as values are
 * not part of it: nothing that a rule can reach has such types. Samples print as Go prints what they point to, not as an address.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/template_reference/">Prometheus: template reference</a>
 * @see <a href="https://pkg.go.dev/text/template">Go: text/template</a>
 * @since 0.1
 */
public final class Template {
    private static final int MAX_LENGTH = 65_536;

    private final String text;
    private final List<Node> body;
    private final Map<String, List<Node>> defined;

    private Template(String text, TemplateParser parser) {
        this.text = text;
        this.body = parser.body();
        this.defined = parser.defined();
    }

    /**
     * Reads a template.
     *
     * @param text at most 65,536 characters
     * @return the template
     * @throws SyntaxException if the syntax is wrong, a variable is not defined or a function is not known; it carries the place
     */
    public static Template parse(String text) {
        Require.present("template", text);
        Require.that(
                text.length() <= MAX_LENGTH, "template", "be at most " + MAX_LENGTH + " characters", text.length());
        try {
            TemplateParser parser = new TemplateParser(text);
            parser.parse();
            return new Template(text, parser);
        } catch (TemplateError e) {
            String found = e.found().isEmpty() ? found(text, e.offset()) : found(e.found(), 0);
            throw new SyntaxException("template", line(text, e.offset()), column(text, e.offset()), e.reason(), found);
        }
    }

    /**
     * Whether expanding gives the text itself, whatever the data.
     *
     * @return true if there is no action in it
     */
    public boolean isPlain() {
        return body.stream().allMatch(Node.Text.class::isInstance) && defined.isEmpty();
    }

    /**
     * Expands the template within the standard limits.
     *
     * @param data what it speaks of
     * @return the text, or where and why it failed
     */
    public Expansion expand(TemplateData data) {
        return expand(data, TemplateLimits.STANDARD);
    }

    /**
     * Expands the template.
     *
     * @param data what it speaks of
     * @param limits how much it may cost
     * @return the text, or where and why it failed
     */
    public Expansion expand(TemplateData data, TemplateLimits limits) {
        Require.present("data of the template", data);
        Require.present("limits of the template", limits);
        try {
            return new Expansion.Text(new Executor(defined, data, limits).run(body));
        } catch (TemplateError e) {
            return new Expansion.Failed(line(text, e.offset()), column(text, e.offset()), e.reason());
        }
    }

    private static int line(String text, int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return line;
    }

    private static int column(String text, int offset) {
        int end = Math.max(0, Math.min(offset, text.length()));
        int start = text.lastIndexOf('\n', end - 1) + 1;
        return text.codePointCount(start, end) + 1;
    }

    private static String found(String text, int offset) {
        int start = Math.max(0, Math.min(offset, text.length()));
        int end = start;
        while (end < text.length() && end - start < 40 && text.charAt(end) != '\n') {
            end++;
        }
        return start == text.length() ? "the end" : '"' + SafeText.oneLine(text.substring(start, end)) + '"';
    }

    /** The text as it was given. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
