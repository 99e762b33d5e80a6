/**
 * Generators and action chains of the SDK's workflows, for authors of property-based tests.
 * {@link io.itops.simulation.workflow.OpsArbitraries} makes valid signals, commands, drafts, actors and catalogs.
 * {@link io.itops.simulation.workflow.IncidentChains} and {@link io.itops.simulation.workflow.ChangeChains} make shrinking chains of
 * actions on a bench: an attached module on a clock that is set, beside a model that tells in plain words what must come of each action.
 *
 * <p>This package needs jqwik, API and engine, on the path of the tests; the rest of the module does not.
 */
package io.itops.simulation.workflow;
