/**
 * What the implementations of the SDK's interfaces must do, as abstract JUnit classes with a test for each numbered rule.
 *
 * <p>An author of an implementation extends the contract, gives it instances (or a scripted receiver, for a notifier), and runs it.
 * The number in a test's name is that of the rule in the interface's documentation.
 */
package io.itops.testkit.contract;
