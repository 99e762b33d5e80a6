/**
 * The lifecycle of a change as a table, a command for each action, and the events that make the state. An approval is bound to the
 * hash of the content; whoever asked for a change, edited it since its submission or carries it out approves nothing of it.
 */
package io.itops.change.workflow;
