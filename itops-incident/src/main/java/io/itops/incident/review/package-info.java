/**
 * What is learned from an incident. A {@link io.itops.incident.review.Timeline} and a {@link io.itops.incident.review.ReviewDraft} are
 * pure functions of what everyone may read: the envelopes of journal entries (type, time, actor, subjects, summary, explanation), the
 * published facts of the incident, and the suspects that sources name. They never look into the data of another module's entries, so
 * whatever a module journals about an incident, its signals or a suspected change finds its place. {@link
 * io.itops.incident.review.ReviewMarkdown} renders a draft; what is to be done becomes an {@link io.itops.incident.review.ActionItem},
 * which goes through a lifecycle of its own.
 */
package io.itops.incident.review;
