package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.journal.JournalEntry;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Suspect;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A review of an incident as far as facts can write it: the people of the review go on from here.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident what is published about the incident
 * @param summary what happened, in a few sentences
 * @param impactStart when the fault began, if that is known, else the first sign of it that anything journaled
 * @param impactEnd when its effect on users ended: mitigated, or else resolved; empty if neither has happened
 * @param measures durations, each named for what it measures
 * @param timeline what happened
 * @param suspects what may have caused it, the likeliest first; empty if no source names any
 * @param wentWell what went well
 * @param wentBadly what went badly
 * @param actions what rules propose to do
 * @param background what there is to tell besides
 * @param draftedAt when the draft was made
 * @since 0.1
 */
public record ReviewDraft(
        IncidentFacts incident,
        String summary,
        Instant impactStart,
        Optional<Instant> impactEnd,
        List<Measure> measures,
        Timeline timeline,
        List<Suspect> suspects,
        List<Prompt> wentWell,
        List<Prompt> wentBadly,
        List<ProposedAction> actions,
        ReviewBackground background,
        Instant draftedAt) {
    /** Checks and copies the parts. */
    public ReviewDraft {
        Require.present("incident", incident);
        Require.text("review summary", summary, 4_000);
        impactStart = Require.instant("impact start", impactStart);
        Require.present("impact end", impactEnd);
        measures = Require.list("measures", measures);
        Require.present("timeline", timeline);
        suspects = Require.list("suspects", suspects);
        wentWell = Require.list("what went well", wentWell);
        wentBadly = Require.list("what went badly", wentBadly);
        actions = Require.list("proposed actions", actions);
        Require.present("background", background);
        draftedAt = Require.instant("drafting instant", draftedAt);
    }

    /**
     * Drafts a review.
     *
     * @param incident what is published about the incident
     * @param entries journal entries about the incident, its signals and its suspects; only their envelopes are read
     * @param suspects what may have caused it, the likeliest first
     * @param background what there is to tell besides
     * @param now the instant from which due dates count
     * @return the draft
     */
    public static ReviewDraft of(
            IncidentFacts incident,
            Collection<JournalEntry> entries,
            List<Suspect> suspects,
            ReviewBackground background,
            Instant now) {
        Require.instant("instant of the draft", now);
        Require.present("incident", incident);
        Require.present("suspects", suspects);
        Require.present("background", background);
        Timeline timeline = Timeline.of(entries);
        Findings findings = Findings.of(incident, timeline, suspects, background);
        return new ReviewDraft(
                incident,
                findings.summary(),
                findings.impactStart(),
                findings.impactEnd(),
                findings.measures(),
                timeline,
                suspects,
                ReviewRules.wentWell(findings),
                ReviewRules.wentBadly(findings),
                ReviewRules.actions(findings, now),
                background,
                now);
    }
}
