package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.record.Tree;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.Page;
import java.util.List;
import java.util.Optional;

/**
 * Pages of one step that are too many for the commit that takes it: they are sent some at a time, in their order.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident's id
 * @param version the version that the pages tell of
 * @param position the step
 * @param place the step in words
 * @param reason why it was taken
 * @param urgency what it wants of people
 * @param before what was there before, in a line, if anything was
 * @param pages who is still to be told
 */
public record PageRun(
        String incident,
        long version,
        StepPosition position,
        String place,
        String reason,
        PageUrgency urgency,
        Optional<String> before,
        List<Page> pages) {
    /** The job type that sends some of them. */
    public static final String JOB = "incident.page-run";

    /** How many notifications one commit sends at most, but for those of its last person. */
    public static final int AT_ONCE = 200;

    private static final Codec<PageRun> CODEC = Shape.of("page run", s -> {
        var incident = s.field("incident", Codec.TEXT, PageRun::incident);
        var version = s.field("version", Codec.LONG, PageRun::version);
        var position = s.field("position", StepPosition.CODEC, PageRun::position);
        var place = s.field("place", Codec.TEXT, PageRun::place);
        var reason = s.field("reason", Codec.TEXT, PageRun::reason);
        var urgency = s.field("urgency", Codec.ofEnum(PageUrgency.class), PageRun::urgency);
        var before = s.optional("before", Codec.TEXT, PageRun::before);
        var pages = s.field("pages", Page.CODEC.list(), PageRun::pages);
        return row -> new PageRun(
                row.get(incident),
                row.get(version),
                row.get(position),
                row.get(place),
                row.get(reason),
                row.get(urgency),
                row.get(before),
                row.get(pages));
    });

    /** Checks and copies the parts. */
    public PageRun {
        Require.id("incident id", incident);
        Require.present("step position", position);
        Require.present("urgency", urgency);
        Require.present("what was there before", before);
        pages = Require.list("pages", pages);
    }

    /** Whether pages are too many for the commit that takes the step. */
    public static boolean tooMany(List<Page> pages) {
        return pages.stream().mapToInt(page -> page.to().size()).sum() > AT_ONCE;
    }

    /** Reads what {@link #tree} wrote. */
    public static PageRun read(Tree tree) {
        return CODEC.read(tree);
    }

    /** The run as the payload of a job. */
    public Tree tree() {
        return CODEC.write(this);
    }

    /** The lane in which an incident's pages go out. */
    public String lane() {
        return "page-run:" + Digests.fitting(incident);
    }

    /** How many of the pages one commit sends. */
    public int chunk() {
        int sends = 0;
        for (int i = 0; i < pages.size(); i++) {
            sends += Math.max(1, pages.get(i).to().size());
            if (sends >= AT_ONCE) {
                return i + 1;
            }
        }
        return pages.size();
    }

    /** What is left behind the first pages. */
    public PageRun from(int first) {
        return new PageRun(
                incident, version, position, place, reason, urgency, before, pages.subList(first, pages.size()));
    }

    /** Whether anybody is still to be paged: the incident has been triggered without a break since. */
    public boolean wanted(Incident found) {
        return found.state() == io.itops.incident.workflow.IncidentState.TRIGGERED && version >= found.stateVersion();
    }
}
