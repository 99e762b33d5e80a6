package io.itops.prometheus.template;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.rule.TextData;
import io.itops.monitoring.rule.TextExpander;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Expands the texts of rules as templates of Prometheus.
 *
 * <p>Two of the same external labels and URL are equal. Each text is read once, as long as there are not more than 10,000 of them.
 * Thread-safe.
 *
 * @since 0.1
 */
public final class TemplateExpander implements TextExpander {
    private static final int MAX_KEPT = 10_000;

    private final Labels externalLabels;
    private final String externalUrl;
    private final Map<String, Template> read = new ConcurrentHashMap<>();

    /**
     * An expander that finds these outside names.
     *
     * @param externalLabels {@code $externalLabels}
     * @param externalUrl {@code $externalURL}; empty or an absolute URL
     */
    public TemplateExpander(Labels externalLabels, String externalUrl) {
        this.externalLabels = Require.present("external labels", externalLabels);
        this.externalUrl = Require.anyText("external URL", externalUrl, 2_000);
    }

    /**
     * The text for one alert.
     *
     * @param text the template
     * @param data the element of the condition's result
     * @return the expanded text
     * @throws InvalidInputException if it cannot be expanded
     * @throws io.itops.core.SyntaxException if it is no template
     */
    @Override
    public String expand(String text, TextData data) {
        Require.present("template", text);
        Require.present("data of the template", data);
        if (!text.contains("{{")) {
            return text;
        }
        Expansion expansion = template(text)
                .expand(new TemplateData(
                        data.labels(),
                        data.value(),
                        externalLabels,
                        externalUrl,
                        data.at(),
                        promql -> elements(data.query(PromQl.parse(promql)))));
        if (expansion instanceof Expansion.Failed failed) {
            throw new InvalidInputException(
                    "template at line " + failed.line() + ", column " + failed.column(),
                    "be expanded (" + failed.reason() + ")",
                    text);
        }
        return expansion.shown();
    }

    private Template template(String text) {
        Template known = read.get(text);
        if (known != null) {
            return known;
        }
        Template made = Template.parse(text);
        if (read.size() < MAX_KEPT) {
            read.put(text, made);
        }
        return made;
    }

    private static List<Sample> elements(EvalResult result) {
        return switch (result.kind()) {
            case VECTOR -> ((EvalResult.Vector) result).samples();
            case SCALAR -> List.of(new Sample(Labels.empty(), ((EvalResult.Scalar) result).value()));
            case FAILURE ->
                throw new InvalidInputException(
                        "query of a template", "be evaluated", ((EvalResult.Failure) result).message());
            default -> throw new InvalidInputException("query of a template", "give an instant vector", result.kind());
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TemplateExpander that
                && externalLabels.equals(that.externalLabels)
                && externalUrl.equals(that.externalUrl);
    }

    @Override
    public int hashCode() {
        return 31 * externalLabels.hashCode() + externalUrl.hashCode();
    }

    @Override
    public String toString() {
        return "templates of Prometheus" + (externalUrl.isEmpty() ? "" : " at " + externalUrl);
    }
}
