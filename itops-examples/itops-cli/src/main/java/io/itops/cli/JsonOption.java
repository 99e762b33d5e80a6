package io.itops.cli;

import picocli.CommandLine.Option;

/** The option that asks for JSON. Confined to one thread. */
final class JsonOption {
    static final String NAME = "--json";

    @Option(
            names = NAME,
            description = "Print one JSON document instead of text; the closing line then goes to standard error.")
    private boolean json;

    boolean given() {
        return json;
    }

    /** Where what is no result is printed. */
    Console messages(Console console) {
        return json ? new Console(console.err(), console.err()) : console;
    }
}
