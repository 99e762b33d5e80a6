package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.record.Tree;
import java.util.List;

/**
 * News for those who were paged about an incident, which are told some at a time.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident's id
 * @param version the version that the news tell of
 * @param kind the kind of the news
 * @param remark what was said about it, possibly blank
 * @param people who is still to be told
 */
public record NewsRun(String incident, long version, String kind, String remark, List<String> people) {
    /** The job type that tells some of them. */
    public static final String JOB = "incident.news";

    /** How many people one commit tells at most. */
    public static final int AT_ONCE = 50;

    private static final Codec<NewsRun> CODEC = Shape.of("news run", s -> {
        var incident = s.field("incident", Codec.TEXT, NewsRun::incident);
        var version = s.field("version", Codec.LONG, NewsRun::version);
        var kind = s.field("kind", Codec.TEXT, NewsRun::kind);
        var remark = s.field("remark", Codec.TEXT, NewsRun::remark);
        var people = s.field("people", Codec.TEXT.list(), NewsRun::people);
        return row -> new NewsRun(row.get(incident), row.get(version), row.get(kind), row.get(remark), row.get(people));
    });

    /** Checks and copies the parts. */
    public NewsRun {
        Require.id("incident id", incident);
        Require.slug("notification kind", kind);
        Require.present("remark", remark);
        people = Require.list("people", people);
    }

    /** Reads what {@link #tree} wrote. */
    public static NewsRun read(Tree tree) {
        return CODEC.read(tree);
    }

    /** The run as the payload of a job. */
    public Tree tree() {
        return CODEC.write(this);
    }

    /** The lane in which an incident's news go out. */
    public String lane() {
        return "news:" + Digests.fitting(incident);
    }

    /** Those whom one commit tells. */
    public List<String> first() {
        return people.subList(0, Math.min(AT_ONCE, people.size()));
    }

    /** What is left behind them. */
    public NewsRun rest() {
        return new NewsRun(incident, version, kind, remark, people.subList(first().size(), people.size()));
    }
}
