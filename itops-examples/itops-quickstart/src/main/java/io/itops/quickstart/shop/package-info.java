/**
 * The system that fails: a web shop in one process, with real sockets, real requests and a real bounded pool.
 *
 * <p>{@code Load} sends requests at a fixed rate to {@code Checkout}, which charges a customer at the {@code PaymentProvider} and
 * books the payment with the {@code Ledger}, which needs a connection of its {@code ConnectionPool} for every query. All that anyone
 * outside learns of it is what {@code WebServer} records in Micrometer timers. {@code Shop} starts and stops it, and sets the two
 * things that can go wrong: the size of the pool and how long the provider takes.
 */
@NullMarked
package io.itops.quickstart.shop;

import org.jspecify.annotations.NullMarked;
