package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.record.Tree;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.PageUrgency;
import java.time.Instant;

/**
 * A page on its way to a destination: sent directly where nothing holds it up, else by way of a mailbox.
 *
 * <p>Immutable and thread-safe.
 *
 * @param page the notification, without its text where it goes by way of a mailbox
 * @param urgency the urgency of the page
 * @param notBefore when it may be sent
 * @param direct whether neither quiet hours nor throttles can hold it up
 */
public record Parcel(Notification page, PageUrgency urgency, Instant notBefore, boolean direct) {
    /** The job type that puts a page into a mailbox. */
    public static final String JOB = "incident.page-post";

    private static final Codec<Parcel> CODEC = Shape.of("parcel", s -> {
        var page = s.field("page", Notification.CODEC, Parcel::page);
        var urgency = s.field("urgency", Codec.ofEnum(PageUrgency.class), Parcel::urgency);
        var notBefore = s.field("notBefore", Codec.INSTANT, Parcel::notBefore);
        return row -> new Parcel(row.get(page), row.get(urgency), row.get(notBefore), false);
    });

    /** Checks the parts. */
    public Parcel {
        Require.present("page", page);
        Require.present("urgency", urgency);
        notBefore = Require.instant("instant before which a page is not sent", notBefore);
    }

    /** A page as the plan treats it now: what is not urgent goes in the lane of news, so that it never holds up what is. */
    public static Parcel of(Notification page, String person, PageUrgency urgency, NotificationPlan plan, Instant now) {
        Instant notBefore = plan.earliest(person, urgency, now);
        boolean direct =
                !notBefore.isAfter(now) && plan.throttlesOf(page.to(), urgency).isEmpty();
        Notification calmed = urgency == PageUrgency.HIGH ? page : calm(page);
        return new Parcel(
                direct ? calmed : PageText.slim(PageText.with(calmed, PageText.HELD, "true")),
                urgency,
                notBefore,
                direct);
    }

    private static Notification calm(Notification page) {
        return new Notification(
                page.to(),
                Urgency.NEWS,
                page.kind(),
                page.subject(),
                page.subjectVersion(),
                page.severity(),
                page.title(),
                page.body(),
                page.facts());
    }

    /** Reads what {@link #tree} wrote. */
    public static Parcel read(Tree tree) {
        return CODEC.read(tree);
    }

    /** The parcel as the payload of a job. */
    public Tree tree() {
        return CODEC.write(this);
    }

    /** The lane in which pages go into one mailbox one after the other. */
    public String lane() {
        Destination to = page.to();
        return "post:" + Digests.fitting(to + ":" + urgency);
    }

    /** Sends the page, or has it put into a mailbox. */
    public void post(UnitOfWork unit) {
        if (direct) {
            unit.send(page);
        } else {
            unit.enqueue(JOB, lane(), unit.now(), tree());
        }
    }
}
