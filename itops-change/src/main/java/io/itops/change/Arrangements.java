package io.itops.change;

import io.itops.change.workflow.ChangeTemplate;
import io.itops.change.workflow.Delegations;
import io.itops.change.workflow.Delegations.Delegation;
import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.SafeText;
import io.itops.core.access.Permission;
import io.itops.core.record.Codec;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What people arrange before there is a change: templates, and who stands in for whom. Thread-safe if the given Store is. */
final class Arrangements {
    private static final Permission APPROVE_TEMPLATE = Permission.of("change-template.approve");
    private static final Permission WITHDRAW_TEMPLATE = Permission.of("change-template.withdraw");
    private static final Permission DELEGATE = Permission.of("change-delegations.add");
    private static final Permission END_DELEGATION = Permission.of("change-delegations.end");

    private final ItOps ops;

    Arrangements(ItOps ops) {
        this.ops = ops;
    }

    void approve(ChangeTemplate approved, Actor approver) {
        Ref ref = ChangeTemplate.TYPE.refOf(approved);
        ops.run(approver, unit -> {
            unit.authorize(APPROVE_TEMPLATE, ref);
            unit.find(ChangeTemplate.TYPE, approved.id());
            unit.put(ChangeTemplate.TYPE, approved);
            unit.event(
                    "change-template.approved",
                    List.of(ref),
                    approver.id() + " approved template " + approved.id() + " with hash "
                            + approved.ref().hash(),
                    Tree.Obj.of(Map.of("id", new Tree.Text(approved.id()), "hash", hash(approved))));
        });
    }

    void withdraw(String templateId, String why, Actor actor) {
        Ref ref = ChangeTemplate.TYPE.ref(templateId);
        String line = SafeText.oneLine(actor.id() + " withdrew template " + templateId + ": " + why);
        ops.run(actor, unit -> {
            unit.authorize(WITHDRAW_TEMPLATE, ref);
            ChangeTemplate template = unit.find(ChangeTemplate.TYPE, templateId)
                    .orElseThrow(() -> new NotFoundException(ref))
                    .value();
            unit.remove(ChangeTemplate.TYPE, templateId);
            unit.event(
                    "change-template.withdrawn",
                    List.of(ref),
                    SafeText.shorten(line, 300),
                    Tree.Obj.of(Map.of(
                            "id", new Tree.Text(templateId), "hash", hash(template), "why", new Tree.Text(why))));
        });
    }

    private static Tree hash(ChangeTemplate template) {
        return new Tree.Text(template.ref().hash().toString());
    }

    void delegate(String delegate, Delegation delegation, Actor actor) {
        Ref ref = Delegations.TYPE.ref(delegate);
        ops.run(actor, unit -> {
            unit.authorize(DELEGATE, ref);
            Delegations before = unit.find(Delegations.TYPE, delegate)
                    .map(Versioned::value)
                    .orElse(new Delegations(delegate, List.of()));
            unit.put(Delegations.TYPE, before.and(delegation, unit.now()));
            unit.event(
                    "change-delegations.added",
                    List.of(ref),
                    delegate + " stands in for " + delegation.person() + " from " + delegation.start() + " to before "
                            + delegation.end(),
                    Tree.Obj.of(Map.of(
                            "delegate",
                            new Tree.Text(delegate),
                            "person",
                            new Tree.Text(delegation.person()),
                            "start",
                            Codec.INSTANT.write(delegation.start()),
                            "end",
                            Codec.INSTANT.write(delegation.end()))));
        });
    }

    void endDelegation(String person, String delegate, Actor actor) {
        Ref ref = Delegations.TYPE.ref(delegate);
        ops.run(actor, unit -> {
            unit.authorize(END_DELEGATION, ref);
            Instant now = unit.now();
            Delegations before = unit.find(Delegations.TYPE, delegate)
                    .orElseThrow(() -> new NotFoundException(ref))
                    .value();
            List<Delegation> open = before.open(person, now);
            if (open.isEmpty()) {
                throw new NotFoundException(ref);
            }
            unit.put(Delegations.TYPE, before.without(person, now));
            unit.event(
                    "change-delegations.ended",
                    List.of(ref),
                    delegate + " stands in for " + person + " no longer",
                    Tree.Obj.of(Map.of(
                            "delegate", new Tree.Text(delegate),
                            "person", new Tree.Text(person),
                            "at", Codec.INSTANT.write(now),
                            "planned",
                                    new Tree.Arr(open.stream()
                                            .map(Arrangements::span)
                                            .toList()))));
        });
    }

    private static Tree span(Delegation delegation) {
        return Tree.Obj.of(
                Map.of("start", Codec.INSTANT.write(delegation.start()), "end", Codec.INSTANT.write(delegation.end())));
    }
}
