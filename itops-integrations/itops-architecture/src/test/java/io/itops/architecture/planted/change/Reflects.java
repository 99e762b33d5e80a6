package io.itops.architecture.planted.change;

/** Looks at members by name. */
public final class Reflects {
    static final class ByMember {
        Object members() {
            return String.class.getDeclaredMethods()[0].getName();
        }
    }

    static final class ByName {
        Object named() throws ClassNotFoundException {
            return Class.forName("java.lang.String");
        }
    }

    static final class Fine {
        record Value(int number) {}

        Object text() {
            return new Value(1).toString() + Fine.class.getName();
        }
    }
}
