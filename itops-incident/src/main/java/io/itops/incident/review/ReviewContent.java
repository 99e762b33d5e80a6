package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a review says: written by its people, from a draft that facts have filled.
 *
 * <p>Immutable and thread-safe.
 *
 * @param summary what happened, not blank, at most 8,000 characters
 * @param wentWell what went well, at most 20 paragraphs of at most 1,000 characters
 * @param wentBadly what went badly, at most 20 paragraphs of at most 1,000 characters
 * @param factors what contributed to it, at most 20
 * @since 0.1
 */
public record ReviewContent(
        String summary, List<String> wentWell, List<String> wentBadly, List<ContributingFactor> factors) {
    static final Codec<ReviewContent> CODEC = Shape.of("review content", s -> {
        var summary = s.field("summary", Codec.TEXT, ReviewContent::summary);
        var wentWell = s.field("wentWell", Codec.TEXT.list(), ReviewContent::wentWell);
        var wentBadly = s.field("wentBadly", Codec.TEXT.list(), ReviewContent::wentBadly);
        var factors = s.field("factors", ContributingFactor.CODEC.list(), ReviewContent::factors);
        return row -> new ReviewContent(row.get(summary), row.get(wentWell), row.get(wentBadly), row.get(factors));
    });

    private static final int MOST = 20;

    /** Checks and copies the parts. */
    public ReviewContent {
        Require.text("review summary", summary, 8_000);
        wentWell = paragraphs("what went well", wentWell);
        wentBadly = paragraphs("what went badly", wentBadly);
        factors = Require.list("contributing factors", factors);
        Require.size("contributing factors", factors, 0, MOST);
    }

    private static List<String> paragraphs(String what, List<String> given) {
        List<String> copy = Require.list(what, given);
        Require.size(what, copy, 0, MOST);
        copy.forEach(one -> Require.text(what, one, 1_000));
        return copy;
    }

    /**
     * What facts can say of an incident: the summary and the findings of a draft. What contributed to it people have to say; the
     * likeliest suspect is put down as the first candidate.
     *
     * @param draft the draft
     * @return the content that a review begins with
     */
    public static ReviewContent of(ReviewDraft draft) {
        Require.present("review draft", draft);
        List<ContributingFactor> factors = draft.suspects().stream()
                .limit(1)
                .flatMap(suspect -> suspect
                        .cause()
                        .map(cause -> new ContributingFactor(
                                FactorKind.TECHNICAL,
                                SafeText.shorten("Suspected: " + suspect.title(), 1_000),
                                List.of(Evidence.of(
                                        cause, SafeText.shorten(suspect.why().reason(), 300)))))
                        .stream())
                .toList();
        return new ReviewContent(
                draft.summary(),
                texts(draft.wentWell(), Prompt::text),
                texts(draft.wentBadly(), Prompt::text),
                factors);
    }

    private static <T> List<String> texts(List<T> items, Function<T, String> text) {
        return items.stream().limit(MOST).map(text).toList();
    }

    /**
     * This content with another summary.
     *
     * @param text what happened, not blank, at most 8,000 characters
     * @return new content
     */
    public ReviewContent withSummary(String text) {
        return new ReviewContent(text, wentWell, wentBadly, factors);
    }

    /**
     * This content with one more contributing factor.
     *
     * @param factor the factor
     * @return new content
     */
    public ReviewContent with(ContributingFactor factor) {
        List<ContributingFactor> more = new ArrayList<>(factors);
        more.add(Require.present("contributing factor", factor));
        return withFactors(more);
    }

    /**
     * This content with other contributing factors.
     *
     * @param others all of them, at most 20
     * @return new content
     */
    public ReviewContent withFactors(List<ContributingFactor> others) {
        return new ReviewContent(summary, wentWell, wentBadly, others);
    }

    /**
     * This content with other findings.
     *
     * @param well what went well
     * @param badly what went badly
     * @return new content
     */
    public ReviewContent withFindings(List<String> well, List<String> badly) {
        return new ReviewContent(summary, well, badly, factors);
    }
}
