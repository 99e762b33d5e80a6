/**
 * How urgent an incident is: impact and urgency are assessed, and a {@link io.itops.incident.priority.PriorityMatrix} makes a {@link
 * io.itops.incident.priority.Priority} of the two.
 *
 * <p>Impact is how much is hit, urgency is how soon it hurts; both are levels from 1, the highest, to at most 9. A matrix has a priority
 * for every pair of levels, and raising a level never lowers the priority: both are checked when it is made. {@link
 * io.itops.incident.priority.PriorityMatrix#assess} gives an {@link io.itops.incident.priority.Assessment}, which remembers the levels,
 * what the matrix made of them, and, where a person decided otherwise, the {@link io.itops.incident.priority.PriorityOverride} with its
 * reason. What was never assessed has the priority that its severity stands for.
 */
package io.itops.incident.priority;
