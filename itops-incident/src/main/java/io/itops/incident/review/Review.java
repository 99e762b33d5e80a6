package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.Optional;

/**
 * The post-incident review of an incident: what its people write down, agree on and publish. There is one for an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident, whose id is that of the review too
 * @param state where it stands
 * @param content what it says
 * @param contentVersion how often that was written, from 1: an agreement names the version that it is about
 * @param facilitator who leads it, if anybody does
 * @param due until when it is to be agreed, if its severity has such a time
 * @param faultBeganAt when the fault began, if the review found that out
 * @param agreement what was agreed, while that stands
 * @param startedAt when it was begun
 * @param publishedAt when it was published, if it is
 * @param overdue whether it was told that it is overdue by the present due date
 * @since 0.1
 */
public record Review(
        IncidentId incident,
        ReviewState state,
        ReviewContent content,
        int contentVersion,
        Optional<String> facilitator,
        Optional<Instant> due,
        Optional<Instant> faultBeganAt,
        Optional<Agreement> agreement,
        Instant startedAt,
        Optional<Instant> publishedAt,
        boolean overdue) {
    /** How reviews are kept; indexes {@code state}, {@code facilitator} (empty for nobody) and {@code started-at}. */
    public static final RecordType<Review> TYPE = RecordType.of("incident-review", 1, t -> {
        t.id(review -> review.incident().value());
        t.textIndex("state", review -> review.state().name());
        t.textIndex("facilitator", review -> review.facilitator().orElse(""));
        t.instantIndex("started-at", Review::startedAt);
        var incident = t.field("incident", IncidentId.CODEC, Review::incident);
        var state = t.field("state", Codec.ofEnum(ReviewState.class), Review::state);
        var content = t.field("content", ReviewContent.CODEC, Review::content);
        var contentVersion = t.field("contentVersion", Codec.INT, Review::contentVersion);
        var facilitator = t.optional("facilitator", Codec.TEXT, Review::facilitator);
        var due = t.optional("due", Codec.INSTANT, Review::due);
        var faultBeganAt = t.optional("faultBeganAt", Codec.INSTANT, Review::faultBeganAt);
        var agreement = t.optional("agreement", Agreement.CODEC, Review::agreement);
        var startedAt = t.field("startedAt", Codec.INSTANT, Review::startedAt);
        var publishedAt = t.optional("publishedAt", Codec.INSTANT, Review::publishedAt);
        var overdue = t.field("overdue", Codec.BOOL, Review::overdue);
        return row -> new Review(
                row.get(incident),
                row.get(state),
                row.get(content),
                row.get(contentVersion),
                row.get(facilitator),
                row.get(due),
                row.get(faultBeganAt),
                row.get(agreement),
                row.get(startedAt),
                row.get(publishedAt),
                row.get(overdue));
    });

    /** Checks the parts. */
    public Review {
        Require.present("incident id", incident);
        Require.present("review state", state);
        Require.present("review content", content);
        Require.range("content version", contentVersion, 1, Integer.MAX_VALUE);
        Require.present("facilitator", facilitator).ifPresent(person -> Require.id("facilitator", person));
        due = kept("due instant", due);
        faultBeganAt = kept("instant at which the fault began", faultBeganAt);
        Require.present("agreement", agreement);
        startedAt = Require.instant("start instant", startedAt);
        publishedAt = kept("publication instant", publishedAt);
    }

    private static Optional<Instant> kept(String what, Optional<Instant> instant) {
        return Require.present(what, instant).map(at -> Require.instant(what, at));
    }

    /**
     * What the journal calls the review.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(incident.value());
    }

    Review in(ReviewState next) {
        return of(next, facilitator, due, faultBeganAt, agreement, publishedAt, overdue);
    }

    Review saying(ReviewContent text, int version) {
        return new Review(
                incident,
                state,
                text,
                version,
                facilitator,
                due,
                faultBeganAt,
                agreement,
                startedAt,
                publishedAt,
                overdue);
    }

    Review faultFrom(Instant at) {
        return of(state, facilitator, due, Optional.of(at), agreement, publishedAt, overdue);
    }

    Review assigned(Optional<String> person, Optional<Instant> until) {
        return of(state, person, until, faultBeganAt, agreement, publishedAt, overdue && until.equals(due));
    }

    Review agreed(Agreement reached) {
        return of(ReviewState.AGREED, facilitator, due, faultBeganAt, Optional.of(reached), publishedAt, overdue);
    }

    Review published(Instant at) {
        return of(ReviewState.PUBLISHED, facilitator, due, faultBeganAt, agreement, Optional.of(at), overdue);
    }

    Review reopened() {
        return of(ReviewState.IN_REVIEW, facilitator, due, faultBeganAt, Optional.empty(), Optional.empty(), overdue);
    }

    Review overdueNow() {
        return of(state, facilitator, due, faultBeganAt, agreement, publishedAt, true);
    }

    private Review of(
            ReviewState nextState,
            Optional<String> nextFacilitator,
            Optional<Instant> nextDue,
            Optional<Instant> nextFaultBeganAt,
            Optional<Agreement> nextAgreement,
            Optional<Instant> nextPublishedAt,
            boolean nextOverdue) {
        return new Review(
                incident,
                nextState,
                content,
                contentVersion,
                nextFacilitator,
                nextDue,
                nextFaultBeganAt,
                nextAgreement,
                startedAt,
                nextPublishedAt,
                nextOverdue);
    }
}
