/**
 * Who may do what, and where connections may go. Every mutating command names its {@link io.itops.core.access.Permission} and asks the
 * {@link io.itops.core.spi.Authorizer} before it decides. Without an authorizer everything is allowed and one warning says so at the
 * start; with one, whatever it does not allow is denied. Jobs that the SDK holds are not asked about; no actor is trusted by its name.
 *
 * <p>Whatever connects to an address that was configured asks an {@link io.itops.core.spi.EgressPolicy}; {@link
 * io.itops.core.access.StandardEgressPolicy} is the one to start from.
 */
package io.itops.core.access;
