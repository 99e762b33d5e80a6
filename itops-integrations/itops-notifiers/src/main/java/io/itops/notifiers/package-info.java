/**
 * Notifiers for outside receivers: the signed webhook and its inbound acknowledgement.
 */
package io.itops.notifiers;
