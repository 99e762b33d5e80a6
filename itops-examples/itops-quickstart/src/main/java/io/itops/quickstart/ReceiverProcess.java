package io.itops.quickstart;

import io.itops.quickstart.receiver.Receiver;
import io.itops.quickstart.receiver.ReceiverSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The receiver, as the process that pages are sent to. It ends with this process, however that ends. */
final class ReceiverProcess implements AutoCloseable {
    private final Process process;
    private final OutputStream lifeline;
    private final URI pages;

    ReceiverProcess(ReceiverSettings settings) {
        try {
            process = ChildJvm.of(Receiver.class).start();
            lifeline = process.getOutputStream();
            lifeline.write(settings.lines().getBytes(StandardCharsets.UTF_8));
            lifeline.flush();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String port = out.readLine();
            if (port == null) {
                throw new IOException("the receiver ended before it had a port");
            }
            pages = URI.create("http://127.0.0.1:" + port + Receiver.PATH);
        } catch (IOException e) {
            throw new UncheckedIOException("the receiver cannot be started", e);
        }
    }

    /** Where pages are taken in. */
    URI pages() {
        return pages;
    }

    @Override
    public void close() {
        try {
            lifeline.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
