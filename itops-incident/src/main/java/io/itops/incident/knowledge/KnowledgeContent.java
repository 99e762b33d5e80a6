package io.itops.incident.knowledge;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.List;
import java.util.TreeSet;

/**
 * What an entry says.
 *
 * <p>Immutable and thread-safe.
 *
 * @param title one line, at most 300 characters
 * @param text the whole of it, not blank, at most 20,000 characters
 * @param tags words under which it is to be found, sorted, at most 20 of at most 60 characters
 * @since 0.1
 */
public record KnowledgeContent(String title, String text, List<String> tags) {
    /** How it is written. */
    public static final Codec<KnowledgeContent> CODEC = Shape.of("knowledge content", s -> {
        var title = s.field("title", Codec.TEXT, KnowledgeContent::title);
        var text = s.field("text", Codec.TEXT, KnowledgeContent::text);
        var tags = s.field("tags", Codec.TEXT.list(), KnowledgeContent::tags);
        return row -> new KnowledgeContent(row.get(title), row.get(text), row.get(tags));
    });

    /** Checks the parts, and sorts the tags. */
    public KnowledgeContent {
        Require.text("title", title, 300);
        Require.text("text", text, 20_000);
        tags = Require.list("tags", tags);
        Require.size("tags", tags, 0, 20);
        tags.forEach(tag -> Require.text("tag", tag, 60));
        tags = List.copyOf(new TreeSet<>(tags));
    }

    /**
     * Content without tags.
     *
     * @param title one line
     * @param text the whole of it
     * @return the content
     */
    public static KnowledgeContent of(String title, String text) {
        return new KnowledgeContent(title, text, List.of());
    }

    /**
     * This content under other tags.
     *
     * @param words the tags
     * @return new content
     */
    public KnowledgeContent tagged(String... words) {
        return new KnowledgeContent(title, text, Require.listOf("tags", words));
    }
}
