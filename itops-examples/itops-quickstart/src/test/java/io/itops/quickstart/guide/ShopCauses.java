package io.itops.quickstart.guide;

import static java.time.Duration.ofDays;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.incident.knowledge.KnowledgeBase;
import io.itops.incident.knowledge.KnowledgeCommand;
import io.itops.incident.knowledge.KnowledgeEntry;
import io.itops.incident.knowledge.KnowledgeHit;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.priority.Priority;
import io.itops.incident.problem.Problem;
import io.itops.incident.problem.ProblemCommand;
import io.itops.incident.problem.ProblemId;
import io.itops.incident.problem.ProblemStatement;
import io.itops.incident.problem.Problems;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What lies behind the incidents of the shop. */
final class ShopCauses {
    private final Problems problems;
    private final KnowledgeBase knowledge;
    private final InstantSource clock;

    ShopCauses(ItOps ops) {
        // example: problems-attach
        Problems problems = Problems.attach(ops);
        // end
        this.problems = problems;
        this.clock = ops.clock();
        // example: knowledge-attach
        KnowledgeBase knowledge = KnowledgeBase.attach(ops);
        // end
        this.knowledge = knowledge;
    }

    Problem find(IncidentId incident, Ref change) {
        // example: problem
        Actor bob = Actor.user("bob");
        ProblemStatement said =
                ProblemStatement.of("the pool of ledger runs out").about(ServiceId.of("ledger"));
        ProblemId id = problems.open(said, Priority.P2, bob).id();
        problems.execute(id, new ProblemCommand.Link(incident), bob);
        problems.execute(id, new ProblemCommand.Analyse("bob"), bob);
        problems.execute(id, new ProblemCommand.DeclareKnownError("restart ledger"), bob);
        problems.execute(id, new ProblemCommand.FindRootCause("connections are not given back"), bob);
        problems.execute(id, new ProblemCommand.FixInChange(change), bob);
        // end
        return problems.get(id);
    }

    KnowledgeEntry learn(KnowledgeId entry, IncidentId incident) {
        Actor bob = Actor.user("bob");
        // example: knowledge
        Instant inAQuarter = clock.instant().plus(ofDays(90));
        knowledge.execute(entry, new KnowledgeCommand.Submit(), bob);
        knowledge.execute(entry, new KnowledgeCommand.Publish(inAQuarter), Actor.user("eve"));
        List<KnowledgeHit> hits = knowledge.search("ledger pool", 5);
        knowledge.helped(hits.get(0).version().entry(), incident, Actor.user("ann"));
        // end
        return knowledge.get(entry);
    }

    KnowledgeId write(ProblemId problem) {
        return problems.publish(problem, Actor.user("bob"))
                .findings()
                .knowledge()
                .orElseThrow();
    }
}
