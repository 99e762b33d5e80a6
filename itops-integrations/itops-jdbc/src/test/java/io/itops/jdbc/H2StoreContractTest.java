package io.itops.jdbc;

import io.itops.core.spi.Store;
import io.itops.core.time.SettableClock;
import io.itops.testkit.contract.StoreContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** H2 keeps every rule of a store. */
class H2StoreContractTest extends StoreContract {
    @TempDir
    private Path root;

    private final List<JdbcStore> open = new ArrayList<>();
    private final Map<Store, Path> directories = new HashMap<>();

    @Override
    protected Store newStore(SettableClock leaseClock) {
        return open(root.resolve("store-" + open.size()), leaseClock);
    }

    @Override
    protected Optional<Store> reopen(Store store, SettableClock leaseClock) {
        ((JdbcStore) store).close();
        return Optional.of(open(directories.get(store), leaseClock));
    }

    private JdbcStore open(Path directory, SettableClock leaseClock) {
        JdbcStore store =
                JdbcStore.h2(directory).leaseClock(leaseClock).sync(false).open();
        open.add(store);
        directories.put(store, directory);
        return store;
    }

    @AfterEach
    void closeAll() {
        open.forEach(JdbcStore::close);
    }
}
