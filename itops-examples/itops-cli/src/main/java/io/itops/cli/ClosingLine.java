package io.itops.cli;

/** A command that closes otherwise than by the count of what passed and failed. */
interface ClosingLine {
    /** How it closes where it could do nothing. */
    String closingOfNothing();
}
