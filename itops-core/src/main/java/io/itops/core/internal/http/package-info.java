/**
 * The one way out over HTTP: a request is sent to an address that was resolved once and allowed, and to no other. The JDK's HTTP client
 * resolves on its own, so a name that resolves differently the second time would escape the check; this client is given the address.
 * Shared with the modules that connect: itops-notifiers and itops-prometheus; no other module sees it.
 */
package io.itops.core.internal.http;
