package io.itops.simulation.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.spi.Store;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.testkit.fault.AlteredCommit;
import io.itops.testkit.fault.ForwardingStore;
import io.itops.testkit.lifecycle.ChainActions;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;

/** The published chains find what goes wrong with merges, parts and holds: each fault here is one of the store's, which forgets something. */
class PlantedFaultsProperties {
    private enum Fault {
        MERGED_KEY_STAYS("incident.merged", "incident-key"),
        KEY_STAYS_WITH_THE_ROOT("incident.unmerged", "incident-key"),
        SPLIT_KEY_STAYS("incident.split-off", "incident-key"),
        PART_FORGETS_ITS_WHOLE("incident.linked", "incident"),
        MARK_IS_LOST("incident.restricted", "incident"),
        WORSE_SIGNAL_IS_LOST("incident.repeated", "incident");

        private final String event;
        private final String record;

        Fault(String event, String record) {
            this.event = event;
            this.record = record;
        }

        Commit bent(Commit commit) {
            boolean strikes =
                    commit.events().stream().anyMatch(one -> one.type().equals(event));
            return strikes
                    ? AlteredCommit.of(commit)
                            .puts(commit.puts().stream()
                                    .filter(put -> !put.record().ref().type().equals(record))
                                    .toList())
                            .build()
                    : commit;
        }
    }

    @Example
    void everyFaultIsFound() {
        for (Fault fault : Fault.values()) {
            assertFound(fault.name(), straight -> new ForwardingStore(straight) {
                @Override
                public CommitResult commit(Commit commit) {
                    return super.commit(fault.bent(commit));
                }
            });
        }
        assertFound("HOLD_NEVER_ENDS", straight -> new ForwardingStore(straight) {
            @Override
            public CommitResult commit(Commit commit) {
                return super.commit(AlteredCommit.of(commit)
                        .jobs(commit.jobs().stream()
                                .filter(job -> !job.type().equals("incident.hold-timeout"))
                                .toList())
                        .build());
            }
        });
    }

    private static void assertFound(String fault, UnaryOperator<Store> bent) {
        assertThat(ChainActions.fault(
                        IncidentChains.on(() -> new IncidentBench(IncidentChains::attach, bent))
                                .withMaxTransformations(40),
                        300,
                        chain -> chain.run().close()))
                .as(fault)
                .isPresent();
    }
}
