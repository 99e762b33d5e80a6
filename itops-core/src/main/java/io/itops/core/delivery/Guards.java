package io.itops.core.delivery;

import io.itops.core.Require;
import io.itops.core.StoreException;
import io.itops.core.record.Records;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is asked whether a notification is still wanted, by the type of its subject. Thread-safe. */
final class Guards {
    private static final Logger LOG = LoggerFactory.getLogger(Guards.class);

    private final Map<String, DeliveryGuard> guards = new TreeMap<>();

    synchronized void register(String subjectType, DeliveryGuard guard) {
        Require.slug("subject type", subjectType);
        Require.present("guard", guard);
        Require.that(guards.putIfAbsent(subjectType, guard) == null, "guard", "be registered once", subjectType);
    }

    private synchronized @Nullable DeliveryGuard of(String subjectType) {
        return guards.get(subjectType);
    }

    /** Why the notification is not wanted any more; a guard that fails lets it through: better one page too many than one too few. */
    Optional<String> obsolete(Notification notification, Records records) {
        DeliveryGuard guard = of(notification.subject().type());
        if (guard == null) {
            return Optional.empty();
        }
        try {
            return guard.obsolete(notification, records);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("subject", notification.subject().type())
                    .log("a guard failed; the notification is sent");
            return Optional.empty();
        }
    }
}
