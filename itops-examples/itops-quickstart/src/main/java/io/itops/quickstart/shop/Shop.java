package io.itops.quickstart.shop;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** The running shop with its customers. Thread-safe. */
public final class Shop implements AutoCloseable {
    /** The size of the ledger's pool with which it copes. */
    public static final int USUAL_POOL = 32;

    /** With one connection the ledger answers about 12 requests a second, with the usual pool some 400. */
    private static final int REQUESTS_PER_SECOND = 20;

    private static final int WARM_UP = 20;

    private final ConnectionPool pool;
    private final PaymentProvider provider;
    private final Ledger ledger;
    private final Checkout checkout;
    private final Load load;

    /**
     * Opens the shop and lets customers in.
     *
     * @param ledgerPool the size of the ledger's connection pool
     * @param meters where requests are recorded
     */
    public Shop(int ledgerPool, MeterRegistry meters) {
        pool = new ConnectionPool(ledgerPool);
        provider = new PaymentProvider();
        ledger = new Ledger(pool, meters);
        checkout = new Checkout(provider.charges(), ledger.bookings(), meters);
        load = new Load(checkout.uri());
        load.warmUp(WARM_UP);
        load.start(REQUESTS_PER_SECOND);
    }

    /** Configures the ledger's connection pool while it runs. */
    public void ledgerPool(int connections) {
        pool.resize(connections);
    }

    /** Lets the payment provider fail, or recover. */
    public void providerFails(boolean fails) {
        provider.fail(fails);
    }

    /** How many answers the customers got by status; 0 stands for none. */
    public Map<Integer, Long> answers() {
        return load.answers();
    }

    @Override
    public void close() {
        load.close();
        checkout.close();
        ledger.close();
        provider.close();
    }
}
