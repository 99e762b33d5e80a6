/**
 * What people know about troubles and how to get out of them.
 *
 * <p>{@link io.itops.incident.knowledge.KnowledgeBase} is the way in. A {@link io.itops.incident.knowledge.KnowledgeEntry} is drafted, read by
 * someone who did not write it, and published; the published text is kept as a {@link io.itops.incident.knowledge.KnowledgeVersion} that
 * never changes and is what searches find, also while the next version is being written. Each publication says when it is to be looked at
 * again, and a timer reminds of it. Entries name where they come from (a problem, an incident and its review), and count the incidents in
 * which they helped.
 */
package io.itops.incident.knowledge;
