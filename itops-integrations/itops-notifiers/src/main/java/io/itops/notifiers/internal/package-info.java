/**
 * The one way out: a request is sent to an address that was resolved once and allowed, and to no other. The JDK's HTTP client resolves
 * on its own, so a name that resolves differently the second time would escape the check; this client is given the address.
 */
package io.itops.notifiers.internal;
