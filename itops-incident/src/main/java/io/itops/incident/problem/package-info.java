/**
 * Problems: the causes behind incidents, from the first suspicion to a fix, a known error that people live with, or a risk that someone
 * accepts until a day.
 *
 * <p>{@link io.itops.incident.problem.Problems} is the way in. Every {@link io.itops.incident.problem.ProblemCommand} reads what it rests on
 * (the problem that another one duplicates, the incident that is linked, the facts that a change has published), decides by the table of
 * {@link io.itops.incident.problem.ProblemWorkflow} and its own rules, and commits the problem, its journal entries, its timer and the links
 * together. States are fine-grained; each lies in one {@link io.itops.incident.problem.ProblemCategory}, the same six that incidents have.
 *
 * <p>Problems and incidents are linked many to many. A problem holds the incidents that it explains, {@link
 * io.itops.incident.problem.IncidentProblems} the problems behind an incident; both are written by one commit, and the entry in the journal
 * is about both.
 */
package io.itops.incident.problem;
