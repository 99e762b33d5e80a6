package io.itops.incident.request;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * One service request as it stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its id
 * @param item what is asked for, as it stood in the catalogue when the request was drafted
 * @param requester who asks
 * @param beneficiary who it is for
 * @param answers the answers to the item's form, by the names of the fields
 * @param state where it stands
 * @param approval how far its approval has come, once approvers were asked
 * @param fulfilment how far its fulfilment has come, once it was approved
 * @param breaches how many targets of steps were missed
 * @param openedAt when it was drafted
 * @since 0.1
 */
public record ServiceRequest(
        RequestId id,
        CatalogueItem item,
        String requester,
        String beneficiary,
        SortedMap<String, String> answers,
        RequestState state,
        Optional<Approval> approval,
        Optional<Fulfilment> fulfilment,
        int breaches,
        Instant openedAt) {
    /**
     * How requests are kept; indexes {@code state}, {@code queue} and {@code assignee} (empty for none), and {@code opened-at}.
     */
    public static final RecordType<ServiceRequest> TYPE = RecordType.of("service-request", 1, t -> {
        t.id(request -> request.id().value());
        t.textIndex("state", request -> request.state().name());
        t.textIndex("queue", request -> request.active().map(Fulfilment::queue).orElse(""));
        t.textIndex(
                "assignee",
                request -> request.active().flatMap(Fulfilment::assignee).orElse(""));
        t.instantIndex("opened-at", ServiceRequest::openedAt);
        var id = t.field("id", RequestId.CODEC, ServiceRequest::id);
        var item = t.field("item", CatalogueItem.TYPE.shape(), ServiceRequest::item);
        var requester = t.field("requester", Codec.TEXT, ServiceRequest::requester);
        var beneficiary = t.field("beneficiary", Codec.TEXT, ServiceRequest::beneficiary);
        var answers = t.field("answers", Codec.TEXT.map(), ServiceRequest::answers);
        var state = t.field("state", Codec.ofEnum(RequestState.class), ServiceRequest::state);
        var approval = t.optional("approval", Approval.CODEC, ServiceRequest::approval);
        var fulfilment = t.optional("fulfilment", Fulfilment.CODEC, ServiceRequest::fulfilment);
        var breaches = t.field("breaches", Codec.INT, ServiceRequest::breaches);
        var openedAt = t.field("openedAt", Codec.INSTANT, ServiceRequest::openedAt);
        return row -> new ServiceRequest(
                row.get(id),
                row.get(item),
                row.get(requester),
                row.get(beneficiary),
                row.get(answers),
                row.get(state),
                row.get(approval),
                row.get(fulfilment),
                row.get(breaches),
                row.get(openedAt));
    });

    /** Checks and copies the parts. */
    public ServiceRequest {
        Require.present("service request id", id);
        Require.present("catalogue item", item);
        Require.id("requester", requester);
        Require.id("beneficiary", beneficiary);
        answers = RequestForm.answers(answers);
        Require.present("request state", state);
        Require.present("approval", approval);
        Require.present("fulfilment", fulfilment);
        Require.that(breaches >= 0, "number of missed targets", "be at least 0", breaches);
        openedAt = Require.instant("time of opening", openedAt);
    }

    /**
     * The step that is being done, or waits to be done.
     *
     * @return the step, if there is one
     */
    public Optional<FulfilmentStep> presentStep() {
        return active().map(now -> item.steps().get(now.step()));
    }

    /** The fulfilment while there is work to do. */
    Optional<Fulfilment> active() {
        return state == RequestState.APPROVED || state == RequestState.IN_FULFILMENT || state == RequestState.ON_HOLD
                ? fulfilment
                : Optional.empty();
    }

    /** Those who must not approve it. */
    Set<String> involved() {
        return new LinkedHashSet<>(List.of(requester, beneficiary));
    }

    boolean onItsLastStep() {
        return fulfilment.map(now -> now.step() == item.steps().size() - 1).orElse(false);
    }

    ServiceRequest in(RequestState next) {
        return copy(answers, next, approval, fulfilment, breaches);
    }

    ServiceRequest answering(Map<String, String> other) {
        return copy(RequestForm.answers(other), state, approval, fulfilment, breaches);
    }

    ServiceRequest with(Optional<Approval> other) {
        return copy(answers, state, other, fulfilment, breaches);
    }

    ServiceRequest with(Fulfilment other) {
        return copy(answers, state, approval, Optional.of(other), breaches);
    }

    /** Back at its beginning: nothing that was decided about other answers holds. */
    ServiceRequest redrafted() {
        return copy(answers, RequestState.DRAFT, Optional.empty(), Optional.empty(), breaches);
    }

    ServiceRequest missedOneMore() {
        return copy(answers, state, approval, fulfilment, breaches + 1);
    }

    private ServiceRequest copy(
            SortedMap<String, String> nextAnswers,
            RequestState nextState,
            Optional<Approval> nextApproval,
            Optional<Fulfilment> nextFulfilment,
            int nextBreaches) {
        return new ServiceRequest(
                id,
                item,
                requester,
                beneficiary,
                nextAnswers,
                nextState,
                nextApproval,
                nextFulfilment,
                nextBreaches,
                openedAt);
    }
}
