package io.itops.cli.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats that are built in: mapping files in the jar. */
public enum ReplayFormat {
    /** Incidents of a ServiceNow instance. */
    UCI,
    /** Incidents of Volvo IT. */
    VOLVO,
    /** Problems of Volvo IT. */
    VOLVO_PROBLEMS;

    /** Its name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of all of them. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ReplayFormat::word).toList();
    }

    /** The format of a name. */
    public static Optional<ReplayFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** The text of its mapping. */
    public String text() {
        try (InputStream in = ReplayFormat.class.getResourceAsStream(word() + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("no mapping of " + word());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
