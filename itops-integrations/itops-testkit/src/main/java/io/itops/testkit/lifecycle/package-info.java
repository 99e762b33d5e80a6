/**
 * Checks of workflows that are tables. An author says in words of their own where each action leads
 * ({@link io.itops.testkit.lifecycle.LifecycleModel}) and what is to be driven: the table itself, a workflow of the SDK with its
 * commands, or any code ({@link io.itops.testkit.lifecycle.LifecycleSubject}).
 * {@link io.itops.testkit.lifecycle.LifecycleProperties} then walks every state with every action, and random chains of actions, which
 * it shrinks if one goes wrong.
 *
 * <p>This package needs jqwik, API and engine, on the path of the tests; the rest of the testkit does not.
 */
package io.itops.testkit.lifecycle;
