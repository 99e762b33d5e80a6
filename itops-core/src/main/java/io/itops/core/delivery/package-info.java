/**
 * Notifications on their way out. A decision puts a {@link io.itops.core.delivery.Notification} into its unit of work; it waits in
 * the lane of its destination and urgency; {@link io.itops.core.delivery.Deliveries} asks whether it is still wanted and what its receiver
 * may read of it, lets a {@link
 * io.itops.core.spi.Notifier} make an attempt, and commits what came of it.
 *
 * <p>A {@link io.itops.core.delivery.DeliveryPolicy} says how often and how fast attempts are made, and when a destination is left alone.
 * All of it runs on the SDK's clock: to wait is to be handed out again at a later instant, never to sleep.
 */
package io.itops.core.delivery;
