package io.itops.core.delivery;

import io.itops.core.record.Records;
import java.util.Optional;

/**
 * Asked just before a notification is sent whether it is still wanted: a page about an incident that was acknowledged meanwhile is
 * not.
 *
 * <p>Implementations are thread-safe and read through the records given.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface DeliveryGuard {
    /**
     * Why a notification is not wanted any more.
     *
     * @param notification the notification
     * @param records reads the present state
     * @return the reason, or empty if it is still wanted
     */
    Optional<String> obsolete(Notification notification, Records records);
}
