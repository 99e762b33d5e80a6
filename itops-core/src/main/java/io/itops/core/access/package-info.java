/**
 * Who may do what. Every mutating command names its {@link io.itops.core.access.Permission} and asks the {@link
 * io.itops.core.spi.Authorizer} before it decides. Without an authorizer everything is allowed and one warning says so at the start;
 * with one, whatever it does not allow is denied.
 */
package io.itops.core.access;
