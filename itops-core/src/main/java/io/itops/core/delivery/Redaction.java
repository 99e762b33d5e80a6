package io.itops.core.delivery;

import io.itops.core.record.Records;

/**
 * Asked just before a notification is sent what its receiver may read of it: a page about a restricted incident tells whoever may not
 * read that incident no more than that there is one.
 *
 * <p>Only the title, the body and the facts of the answer count: where it goes, what it is about and how urgent it is stay.
 *
 * <p>Implementations are thread-safe and read through the records given.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Redaction {
    /**
     * What is sent in the place of a notification.
     *
     * @param notification the notification
     * @param records reads the present state
     * @return the very same notification where all of it may be read, else one that leaves out what may not
     */
    Notification redacted(Notification notification, Records records);
}
