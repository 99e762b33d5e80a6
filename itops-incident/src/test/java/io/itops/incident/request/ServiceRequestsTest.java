package io.itops.incident.request;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.access.AccessDecision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.request.RequestCommand.Approve;
import io.itops.incident.request.RequestCommand.Assign;
import io.itops.incident.request.RequestCommand.Cancel;
import io.itops.incident.request.RequestCommand.CompleteStep;
import io.itops.incident.request.RequestCommand.Hold;
import io.itops.incident.request.RequestCommand.Note;
import io.itops.incident.request.RequestCommand.Reject;
import io.itops.incident.request.RequestCommand.Reopen;
import io.itops.incident.request.RequestCommand.Requeue;
import io.itops.incident.request.RequestCommand.Resume;
import io.itops.incident.request.RequestCommand.Return;
import io.itops.incident.request.RequestCommand.Submit;
import io.itops.incident.request.RequestCommand.Take;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceRequestsTest {
    private static final Map<String, String> ANSWERS = Map.of("size", "13");

    private final ManualClock clock = ManualClock.at("2026-11-24T08:00:00Z");
    private String denied = "";
    private final ItOps ops = ItOps.builder()
            .store(new InMemoryStore(clock))
            .clock(clock)
            .ids(IdSource.seeded(9))
            .authorizer((actor, permission, subject) ->
                    permission.name().equals(denied) ? AccessDecision.deny("not you") : AccessDecision.allow("test"))
            .build();
    private final ServiceRequests requests = ServiceRequests.attach(ops);

    @AfterEach
    void close() {
        ops.close();
    }

    private static Actor user(String id) {
        return Actor.user(id);
    }

    private void offer(ApprovalPolicy policy) {
        requests.catalogue()
                .put(
                        CatalogueItem.builder("laptop", "a laptop")
                                .ask(FormField.required(
                                        "size", "Which size?", new FieldType.Choice(List.of("13", "15"))))
                                .approval(policy)
                                .step("pick it", "stores", ofHours(4))
                                .step("set it up", "desk", ofHours(8))
                                .build(),
                        user("admin"));
    }

    private ServiceRequest does(RequestId id, String person, RequestCommand command) {
        return requests.execute(id, command, user(person)).orElseThrow();
    }

    private String refusal(RequestId id, String person, RequestCommand command) {
        Outcome<ServiceRequest> outcome = requests.execute(id, command, user(person));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        return outcome.reasons().get(0).code();
    }

    private RequestId submitted(ApprovalPolicy policy) {
        offer(policy);
        RequestId id = requests.draft("laptop", ANSWERS, user("ann")).id();
        does(id, "ann", new Submit());
        return id;
    }

    private void pass(Duration time) {
        ops.runUntil(clock.instant().plus(time));
    }

    private RequestState state(RequestId id) {
        return requests.get(id).state();
    }

    private List<String> types(RequestId id) {
        return ops.journal().about(id.ref()).stream()
                .map(entry -> entry.event().type().substring("service-request.".length()))
                .toList();
    }

    @Test
    void aRequestGoesFromTheCatalogueToItsFulfilment() {
        RequestId id = submitted(ApprovalPolicy.any("eve", "fay"));
        assertThat(state(id)).isEqualTo(RequestState.AWAITING_APPROVAL);
        does(id, "eve", new Approve("needed"));
        assertThat(requests.waiting("stores")).extracting(ServiceRequest::id).containsExactly(id);
        does(id, "bob", new Take());
        assertThat(requests.waiting("stores")).isEmpty();
        assertThat(requests.assignedTo("bob")).hasSize(1);
        does(id, "bob", new CompleteStep("serial 4711"));
        assertThat(requests.waiting("desk")).hasSize(1);
        assertThat(refusal(id, "bob", new CompleteStep(""))).isEqualTo("nobody-took-it");
        does(id, "cat", new Take());
        does(id, "cat", new CompleteStep(""));
        assertThat(state(id)).isEqualTo(RequestState.FULFILLED);
        assertThat(requests.assignedTo("cat")).isEmpty();
        ServiceRequest again = does(id, "ann", new Reopen("it does not start"));
        assertThat(again.presentStep().orElseThrow().name()).isEqualTo("set it up");
        does(id, "cat", new Take());
        does(id, "cat", new CompleteStep(""));
        does(id, "ann", new RequestCommand.Close("thanks"));
        assertThat(state(id)).isEqualTo(RequestState.CLOSED);
        assertThat(requests.list(RequestState.CLOSED)).hasSize(1);
    }

    @Test
    void allThatIsWrongWithTheAnswersIsToldAtOnce() {
        offer(ApprovalPolicy.none());
        RequestId id =
                requests.draft("laptop", Map.of("colour", "red"), user("ann")).id();
        Outcome<ServiceRequest> refused = requests.execute(id, new Submit(), user("ann"));
        assertThat(refused.reasons())
                .extracting(reason -> reason.text())
                .containsExactly("answer to size must be given, but was not", "there is no field colour");
        does(id, "ann", RequestCommand.Edit.of(ANSWERS));
        assertThat(does(id, "ann", new Submit()).state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void whoAsksOrGetsItNeverApproves() {
        offer(ApprovalPolicy.atLeast(1, "ann", "bea", "eve"));
        RequestId id = requests.draft("laptop", "bea", ANSWERS, user("ann")).id();
        ServiceRequest asked = does(id, "ann", new Submit());
        assertThat(asked.approval().orElseThrow().asked()).containsExactly("eve");
        assertThat(refusal(id, "ann", new Approve(""))).isEqualTo("separation-of-duties");
        assertThat(refusal(id, "bea", new Reject("no"))).isEqualTo("separation-of-duties");
        assertThat(refusal(id, "zoe", new Approve(""))).isEqualTo("no-approver");
        Outcome<ServiceRequest> machine = requests.execute(id, new Approve(""), Actor.integration("eve"));
        assertThat(machine.reasons().get(0).code()).isEqualTo("no-person");
        assertThat(does(id, "eve", new Approve("")).state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void aRequestThatCouldNeverBeApprovedIsNotSubmitted() {
        offer(ApprovalPolicy.atLeast(2, "ann", "eve"));
        RequestId id = requests.draft("laptop", ANSWERS, user("ann")).id();
        assertThat(refusal(id, "ann", new Submit())).isEqualTo("too-few-approvers");
        offer(ApprovalPolicy.all("ann"));
        RequestId other = requests.draft("laptop", ANSWERS, user("ann")).id();
        assertThat(refusal(other, "ann", new Submit())).isEqualTo("too-few-approvers");
    }

    @Test
    void allButTheRequesterApproveWhereAllMust() {
        RequestId id = submitted(ApprovalPolicy.all("ann", "eve", "fay"));
        does(id, "eve", new Approve(""));
        assertThat(state(id)).isEqualTo(RequestState.AWAITING_APPROVAL);
        assertThat(refusal(id, "eve", new Reject("on second thought"))).isEqualTo("voted");
        does(id, "fay", new Approve(""));
        assertThat(state(id)).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void votesAgainstItRejectItOnceItCannotBeApprovedAnyMore() {
        RequestId id = submitted(ApprovalPolicy.atLeast(2, "eve", "fay", "gus"));
        does(id, "eve", new Reject("too dear"));
        assertThat(state(id)).isEqualTo(RequestState.AWAITING_APPROVAL);
        does(id, "fay", new Reject("too dear"));
        assertThat(state(id)).isEqualTo(RequestState.REJECTED);
        ServiceRequest draft = does(id, "ann", new Return("a cheaper one"));
        assertThat(draft.approval())
                .as("old votes do not count for new answers")
                .isEmpty();
    }

    @Test
    void oneVoteAgainstItIsEnoughWhereThereIsAVeto() {
        RequestId id = submitted(ApprovalPolicy.atLeast(1, "eve", "fay", "gus").withVeto());
        does(id, "eve", new Reject("never"));
        assertThat(state(id)).isEqualTo(RequestState.REJECTED);
    }

    @Test
    void theTimeToVoteEnds() {
        RequestId id = submitted(ApprovalPolicy.any("eve").within(ofDays(2)));
        pass(ofDays(2).minusSeconds(1));
        assertThat(state(id)).isEqualTo(RequestState.AWAITING_APPROVAL);
        clock.set(clock.instant().plusSeconds(1));
        assertThat(refusal(id, "eve", new Approve("")))
                .as("a vote in the moment in which the timer is due")
                .isEqualTo("expired");
        pass(Duration.ZERO);
        assertThat(state(id)).isEqualTo(RequestState.REJECTED);
        assertThat(types(id)).last().isEqualTo("approval-expired");
    }

    @Test
    void aVoteInTimeStopsTheClockOfTheVotes() {
        RequestId id = submitted(ApprovalPolicy.any("eve").within(ofDays(2)));
        does(id, "eve", new Approve(""));
        does(id, "bob", new Take());
        int entries = types(id).size();
        pass(ofHours(3));
        assertThat(types(id)).hasSize(entries);
        pass(ofDays(4));
        assertThat(types(id)).doesNotContain("approval-expired").contains("target-missed");
    }

    @Test
    void aTargetThatIsMissedIsToldOnce() {
        RequestId id = submitted(ApprovalPolicy.none());
        pass(ofHours(4).minusSeconds(1));
        assertThat(requests.get(id).breaches()).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(requests.get(id).breaches())
                .as("also while nobody has taken it")
                .isEqualTo(1);
        does(id, "bob", new Take());
        does(id, "bob", new Hold("no parts"));
        does(id, "bob", new Resume());
        pass(ofDays(1));
        assertThat(requests.get(id).breaches()).isEqualTo(1);
        does(id, "bob", new CompleteStep(""));
        pass(ofHours(8));
        assertThat(requests.get(id).breaches())
                .as("the next step has a target of its own")
                .isEqualTo(2);
    }

    @Test
    void aTargetDoesNotRunWhileTheRequestIsOnHold() {
        RequestId id = submitted(ApprovalPolicy.none());
        does(id, "bob", new Take());
        pass(ofHours(3));
        ServiceRequest held = does(id, "bob", new Hold("no parts"));
        assertThat(held.fulfilment().orElseThrow().left()).contains(ofHours(1));
        pass(ofDays(10));
        assertThat(requests.get(id).breaches()).isZero();
        does(id, "bob", new Resume());
        pass(ofHours(1).minusSeconds(1));
        assertThat(requests.get(id).breaches()).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(requests.get(id).breaches()).isEqualTo(1);
    }

    @Test
    void whatIsNotWantedAnyMoreHasNoTimers() {
        RequestId asked = submitted(ApprovalPolicy.any("eve").within(ofDays(2)));
        RequestId worked = submitted(ApprovalPolicy.none());
        does(asked, "ann", new Cancel("changed my mind"));
        does(worked, "ann", new Cancel("changed my mind"));
        pass(ofDays(5));
        assertThat(types(asked)).last().isEqualTo("cancelled");
        assertThat(types(worked)).last().isEqualTo("cancelled");
    }

    @Test
    void onlyItsPeopleWorkInAQueueThatIsKnown() {
        requests.queues().put(WorkQueue.of("stores", "bob", "cat"), user("admin"));
        RequestId id = submitted(ApprovalPolicy.none());
        assertThat(refusal(id, "zoe", new Take())).isEqualTo("no-member");
        assertThat(refusal(id, "bob", new Assign("zoe"))).isEqualTo("no-member");
        does(id, "bob", new Assign("cat"));
        does(id, "cat", new Requeue("repairs", "it is broken"));
        assertThat(requests.waiting("repairs")).hasSize(1);
        assertThat(does(id, "zoe", new Take()).fulfilment().orElseThrow().assignee())
                .as("nothing is said about that queue")
                .contains("zoe");
    }

    @Test
    void whoHasLeastToDoIsSuggestedAndOfEqualsTheFirst() {
        requests.queues().put(WorkQueue.of("stores", "cat", "bob", "dan"), user("admin"));
        assertThat(requests.queues().leastLoaded("stores")).contains("bob");
        RequestId one = submitted(ApprovalPolicy.none());
        RequestId two = submitted(ApprovalPolicy.none());
        does(one, "bob", new Take());
        assertThat(requests.queues().leastLoaded("stores")).contains("cat");
        does(two, "cat", new Take());
        assertThat(requests.queues().leastLoaded("stores")).contains("dan");
        does(one, "bob", new Hold("no parts"));
        assertThat(requests.queues().load("bob"))
                .as("on hold it is still theirs")
                .isEqualTo(1);
        does(one, "ann", new Cancel("no"));
        assertThat(requests.queues().leastLoaded("stores")).contains("bob");
        requests.queues().put(WorkQueue.of("stores"), user("admin"));
        assertThat(requests.queues().leastLoaded("stores")).isEmpty();
        assertThatThrownBy(() -> requests.queues().leastLoaded("nowhere")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatIsDraftedKeepsItsItem() {
        offer(ApprovalPolicy.none());
        RequestId id = requests.draft("laptop", ANSWERS, user("ann")).id();
        offer(ApprovalPolicy.any("eve"));
        assertThat(does(id, "ann", new Submit()).state()).isEqualTo(RequestState.APPROVED);
        requests.catalogue().remove("laptop", user("admin"));
        assertThat(requests.catalogue().list()).isEmpty();
        assertThatThrownBy(() -> requests.draft("laptop", ANSWERS, user("ann"))).isInstanceOf(NotFoundException.class);
        assertThat(requests.get(id).item().title()).isEqualTo("a laptop");
    }

    @Test
    void someoneLooksFirstWhereTheItemSaysSo() {
        requests.catalogue()
                .put(
                        CatalogueItem.builder("access", "access to a room")
                                .approval(ApprovalPolicy.any("eve"))
                                .lookAtFirst()
                                .step("let them in", "doors", ofHours(1))
                                .build(),
                        user("admin"));
        RequestId id = requests.draft("access", Map.of(), user("ann")).id();
        assertThat(does(id, "ann", new Submit()).state()).isEqualTo(RequestState.SUBMITTED);
        assertThat(does(id, "desk", new Return("which room?")).state()).isEqualTo(RequestState.DRAFT);
        does(id, "ann", new Submit());
        assertThat(does(id, "desk", new RequestCommand.Accept()).state()).isEqualTo(RequestState.AWAITING_APPROVAL);
    }

    @Test
    void whoMayNotLearnsNothingAndWhoSawAnotherVersionIsToldSo() {
        RequestId id = submitted(ApprovalPolicy.none());
        long seen = requests.current(id).version();
        does(id, "bob", new Take());
        assertThatThrownBy(() -> requests.execute(id, OptionalLong.of(seen), new Hold("x"), user("bob")))
                .isInstanceOf(ConflictException.class);
        denied = "service-request.note";
        assertThatThrownBy(() -> does(RequestId.of("r9"), "ann", new Note("n")))
                .isInstanceOf(AccessDeniedException.class);
        denied = "catalogue-item.put";
        assertThatThrownBy(() -> offer(ApprovalPolicy.none())).isInstanceOf(AccessDeniedException.class);
        denied = "work-queue.put";
        assertThatThrownBy(() -> requests.queues().put(WorkQueue.of("q", "a"), user("ann")))
                .isInstanceOf(AccessDeniedException.class);
        denied = "";
        assertThatThrownBy(() -> does(RequestId.of("r9"), "ann", new Note("n"))).isInstanceOf(NotFoundException.class);
    }
}
