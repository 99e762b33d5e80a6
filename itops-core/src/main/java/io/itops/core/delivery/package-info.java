/**
 * Notifications on their way out. A decision puts a {@link io.itops.core.delivery.Notification} into its unit of work; it waits in
 * the lane of its destination and urgency; {@link io.itops.core.delivery.Deliveries} asks whether it is still wanted, lets a {@link
 * io.itops.core.spi.Notifier} make an attempt, and commits what came of it.
 */
package io.itops.core.delivery;
