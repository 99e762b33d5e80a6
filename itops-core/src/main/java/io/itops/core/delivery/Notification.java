package io.itops.core.delivery;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.SortedMap;

/**
 * What a person or system is to be told.
 *
 * <p>Immutable and thread-safe.
 *
 * @param to where it goes
 * @param urgency how soon it must be seen
 * @param kind what it is for, kebab-case: {@code page}, {@code resolved}; guards and receivers tell notifications apart by it
 * @param subject what it is about
 * @param subjectVersion the version of the subject that its author saw, at least 0
 * @param severity how bad it is
 * @param title one line, at most 300 characters
 * @param body text of at most 20,000 characters, possibly empty
 * @param facts further facts by name, at most 64
 * @since 0.1
 */
public record Notification(
        Destination to,
        Urgency urgency,
        String kind,
        Ref subject,
        long subjectVersion,
        Severity severity,
        String title,
        String body,
        SortedMap<String, String> facts) {
    /** How notifications are written. */
    public static final Codec<Notification> CODEC = Shape.of("notification", s -> {
        var to = s.field("to", Destination.CODEC, Notification::to);
        var urgency = s.field("urgency", Codec.ofEnum(Urgency.class), Notification::urgency);
        var kind = s.field("kind", Codec.TEXT, Notification::kind);
        var subject = s.field("subject", Ref.CODEC, Notification::subject);
        var version = s.field("version", Codec.LONG, Notification::subjectVersion);
        var severity = s.field("severity", Codec.ofEnum(Severity.class), Notification::severity);
        var title = s.field("title", Codec.TEXT, Notification::title);
        var body = s.field("body", Codec.TEXT, Notification::body);
        var facts = s.field("facts", Codec.TEXT.map(), Notification::facts);
        return row -> new Notification(
                row.get(to),
                row.get(urgency),
                row.get(kind),
                row.get(subject),
                row.get(version),
                row.get(severity),
                row.get(title),
                row.get(body),
                row.get(facts));
    });

    /** Checks the parts. */
    public Notification {
        Require.present("destination", to);
        Require.present("urgency", urgency);
        Require.slug("notification kind", kind);
        Require.present("notification subject", subject);
        Require.that(subjectVersion >= 0, "subject version", "be at least 0", subjectVersion);
        Require.present("severity", severity);
        Require.text("title", title, 300);
        Require.anyText("body", body, 20_000);
        facts = Require.texts("fact", facts, 200, 4_000);
        Require.size("facts", facts.keySet(), 0, 64);
    }

    /**
     * The lane in which the notification waits its turn: one for each destination and urgency.
     *
     * @return the lane
     */
    public String lane() {
        return "deliver:" + to + ':' + urgency;
    }
}
