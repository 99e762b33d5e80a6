package io.itops.simulation.workflow;

import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ContentHash;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Where a change stands and who has what to do with it, in words that share nothing with the table. */
final class ChangeModel {
    private static final Set<String> BEFORE_START = Set.of("DRAFT", "ASSESS", "AUTHORISE", "SCHEDULED");

    private final boolean emergency;
    private final int needed;
    private final Set<String> involved = new HashSet<>();
    private final TreeSet<String> voters = new TreeSet<>();
    private String phase = "DRAFT";
    private boolean everSubmitted;

    ChangeModel(String requester, boolean emergency, int needed) {
        this.emergency = emergency;
        this.needed = needed;
        involved.add(requester);
    }

    String phase() {
        return phase;
    }

    Set<String> voters() {
        return voters;
    }

    /** Whether the command must be carried out on a change whose content has this hash. */
    boolean take(ChangeCommand command, ContentHash hash) {
        if (command instanceof ChangeCommand.Edit edit) {
            return edit(edit.by());
        }
        if (command instanceof ChangeCommand.Submit) {
            everSubmitted |= phase.equals("DRAFT");
            return move(phase.equals("DRAFT"), emergency ? "AUTHORISE" : "ASSESS");
        }
        if (command instanceof ChangeCommand.Assess) {
            return move(phase.equals("ASSESS"), "AUTHORISE");
        }
        if (command instanceof ChangeCommand.Approve vote) {
            return vote(vote.by(), vote.seen().equals(hash));
        }
        if (command instanceof ChangeCommand.Reject) {
            return move(Set.of("ASSESS", "AUTHORISE").contains(phase), "REJECTED");
        }
        if (command instanceof ChangeCommand.Start start) {
            return move(phase.equals("SCHEDULED") && !voters.contains(start.by()), "IMPLEMENTING");
        }
        if (command instanceof ChangeCommand.Finish) {
            return move(phase.equals("IMPLEMENTING"), "REVIEW");
        }
        if (command instanceof ChangeCommand.BackOut) {
            return move(Set.of("IMPLEMENTING", "REVIEW").contains(phase), "REVIEW");
        }
        if (command instanceof ChangeCommand.Close) {
            return move(phase.equals("REVIEW"), "CLOSED");
        }
        if (command instanceof ChangeCommand.Cancel) {
            return move(BEFORE_START.contains(phase), "CANCELLED");
        }
        if (command instanceof ChangeCommand.Comment) {
            return true;
        }
        throw new IllegalArgumentException("no person asks for " + command);
    }

    private boolean edit(String by) {
        if (!BEFORE_START.contains(phase)) {
            return false;
        }
        voters.clear();
        if (everSubmitted) {
            involved.add(by);
        }
        return move(true, "DRAFT");
    }

    private boolean vote(String by, boolean onThis) {
        if (!phase.equals("AUTHORISE") || !onThis || involved.contains(by)) {
            return false;
        }
        voters.add(by);
        return move(true, voters.size() >= needed ? "SCHEDULED" : "AUTHORISE");
    }

    private boolean move(boolean may, String next) {
        phase = may ? next : phase;
        return may;
    }
}
