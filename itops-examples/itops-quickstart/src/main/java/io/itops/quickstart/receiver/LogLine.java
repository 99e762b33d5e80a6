package io.itops.quickstart.receiver;

import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;

/**
 * One line of the receiver's log.
 *
 * @param what what happened
 * @param at when, by the receiver's clock
 * @param delivery the delivery's id as its {@code webhook-id} said
 * @param detail what the check of the signature found, or what the reply was
 * @param kind the kind of the notification
 * @param person whom it is for
 * @param subject what it is about
 * @param version the version of that which it shows
 * @param times how often this delivery was accepted so far, this time included
 */
public record LogLine(
        What what,
        Instant at,
        String delivery,
        String detail,
        String kind,
        String person,
        String subject,
        long version,
        int times) {
    /** What happened. */
    public enum What {
        /** A delivery was verified and taken in. */
        ACCEPTED,
        /** A delivery was turned away. */
        REFUSED,
        /** An acknowledgement is about to be sent. */
        ANSWERING,
        /** An acknowledgement was replied to. */
        ANSWERED
    }

    private static final Shape<LogLine> SHAPE = Shape.of("receiver log line", s -> {
        var what = s.field("what", Codec.ofEnum(What.class), LogLine::what);
        var at = s.field("at", Codec.INSTANT, LogLine::at);
        var delivery = s.field("delivery", Codec.TEXT, LogLine::delivery);
        var detail = s.field("detail", Codec.TEXT, LogLine::detail);
        var kind = s.field("kind", Codec.TEXT, LogLine::kind);
        var person = s.field("person", Codec.TEXT, LogLine::person);
        var subject = s.field("subject", Codec.TEXT, LogLine::subject);
        var version = s.field("version", Codec.LONG, LogLine::version);
        var times = s.field("times", Codec.INT, LogLine::times);
        return row -> new LogLine(
                row.get(what),
                row.get(at),
                row.get(delivery),
                row.get(detail),
                row.get(kind),
                row.get(person),
                row.get(subject),
                row.get(version),
                row.get(times));
    });

    /** The line that follows for the same page. */
    LogLine then(What next, Instant when, String why) {
        return new LogLine(next, when, delivery, why, kind, person, subject, version, times);
    }

    String text() {
        return CanonicalJson.write(SHAPE.write(this));
    }

    static LogLine parse(String text) {
        return SHAPE.read(CanonicalJson.read(text));
    }
}
