package io.itops.core.internal.http;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of an answer: its status and its header fields.
 *
 * @param status 200 to 599
 * @param fields the header fields by lower-case name; of several of one name the first
 */
public record HttpReply(int status, Map<String, String> fields) {
    /** Copies the fields. */
    public HttpReply {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /**
     * A header field.
     *
     * @param name its name
     * @return its value, if it is there
     */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
    }
}
