/** Faults that the rules are shown to refuse; nothing runs this code. */
package io.itops.architecture.planted;
