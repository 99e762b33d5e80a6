package io.itops.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs pieces of a test in threads of their own, which set out together. */
final class Race {
    /** Far beyond what any of the tests takes; a store that is stuck fails the test instead of holding up the build. */
    private static final long LIMIT_SECONDS = 60;

    private Race() {}

    /**
     * Runs the same piece in several threads.
     *
     * @return what each gave, in the order of their numbers
     */
    static <T> List<T> run(int threads, Callable<T> piece) {
        List<Callable<T>> pieces = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            pieces.add(piece);
        }
        return run(pieces);
    }

    /**
     * Runs each piece in a thread. Pieces that loop end when their thread is interrupted.
     *
     * @return what each gave, in their order
     * @throws AssertionError if a piece failed or did not end
     */
    static <T> List<T> run(List<Callable<T>> pieces) {
        CyclicBarrier start = new CyclicBarrier(pieces.size());
        ExecutorService threads = Executors.newFixedThreadPool(pieces.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> piece : pieces) {
                running.add(threads.submit(() -> {
                    start.await();
                    return piece.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw new AssertionError("a thread of the test failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the threads of the test did not end within " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
