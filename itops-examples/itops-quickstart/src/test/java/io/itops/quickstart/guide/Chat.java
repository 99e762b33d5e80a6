package io.itops.quickstart.guide;

import java.io.IOException;
import java.time.Duration;

/** The client of some chat that a company has. */
interface Chat {
    /**
     * What is posted.
     *
     * @param room the address of a room, which holds a token
     * @param id the chat shows a post of the same id once
     * @param text is shown as it is, and mentions nobody
     */
    record Post(String room, String id, String text) {}

    /**
     * What the chat says.
     *
     * @param status as HTTP has it
     * @param pause how long to wait before the next post, zero if it does not matter
     */
    record Reply(int status, Duration pause) {}

    /** Posts, and waits for the reply no longer than it is told. */
    Reply post(Post post, Duration limit) throws IOException, InterruptedException;
}
