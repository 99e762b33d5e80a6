package io.itops.architecture.planted.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** Uses Java serialisation. */
public final class Serialises {
    record Value(int number) implements Serializable {}

    enum Fine {
        ONE
    }

    byte[] write(Value value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }
}
