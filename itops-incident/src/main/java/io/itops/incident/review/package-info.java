/**
 * What is learned from an incident. A {@link io.itops.incident.review.Timeline} and a {@link io.itops.incident.review.ReviewDraft} are
 * pure functions of what everyone may read: the envelopes of journal entries (type, time, actor, subjects, summary, explanation), the
 * published facts of the incident, and the suspects that sources name. They never look into the data of another module's entries, so
 * whatever a module journals about an incident, its signals or a suspected change finds its place. {@link
 * io.itops.incident.review.ReviewMarkdown} renders a draft.
 *
 * <p>A draft becomes a {@link io.itops.incident.review.Review}, the record that people write, agree on by version and publish. What is to
 * be done becomes an {@link io.itops.incident.review.ActionItem}, what is to change a {@link io.itops.incident.review.Lesson}, which names
 * it and is checked against the journal. Each goes through a table of its own, and {@link io.itops.incident.review.Reviews} runs the
 * commands; timers remind of what is due. When an incident opens, what was done against its like is looked up by an index and flagged.
 */
package io.itops.incident.review;
