package io.itops.core.delivery;

import io.itops.core.Require;
import io.itops.core.StoreException;
import io.itops.core.record.Records;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What receivers may read of notifications, by the type of the subject. Thread-safe. */
final class Redactions {
    private static final Logger LOG = LoggerFactory.getLogger(Redactions.class);

    private final Map<String, Redaction> redactions = new TreeMap<>();

    synchronized void register(String subjectType, Redaction redaction) {
        Require.slug("subject type", subjectType);
        Require.present("redaction", redaction);
        Require.that(
                redactions.putIfAbsent(subjectType, redaction) == null, "redaction", "be registered once", subjectType);
    }

    private synchronized @Nullable Redaction of(String subjectType) {
        return redactions.get(subjectType);
    }

    /** What is sent; where nobody can say what may be read, it is sent without any content: late or lost would be worse, and so would be told. */
    Notification redacted(Notification notification, Records records) {
        Redaction redaction = of(notification.subject().type());
        if (redaction == null) {
            return notification;
        }
        try {
            return content(
                    notification, Require.present("redacted notification", redaction.redacted(notification, records)));
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("subject", notification.subject().type())
                    .log("a redaction failed; the notification is sent without content");
            return new Notification(
                    notification.to(),
                    notification.urgency(),
                    notification.kind(),
                    notification.subject(),
                    notification.subjectVersion(),
                    notification.severity(),
                    notification.kind() + " about " + notification.subject().type(),
                    "",
                    Collections.emptySortedMap());
        }
    }

    private static Notification content(Notification notification, Notification answer) {
        return new Notification(
                notification.to(),
                notification.urgency(),
                notification.kind(),
                notification.subject(),
                notification.subjectVersion(),
                notification.severity(),
                answer.title(),
                answer.body(),
                answer.facts());
    }
}
