package io.itops.change.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;

/**
 * Names an approved template by what was approved, so that a template edited later is another one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the template's id
 * @param hash the hash of the template as it was approved
 * @since 0.1
 */
public record TemplateRef(String id, ContentHash hash) {
    /** How references are written. */
    public static final Codec<TemplateRef> CODEC = Shape.of("template reference", s -> {
        var id = s.field("id", Codec.TEXT, TemplateRef::id);
        var hash = s.field("hash", ContentHash.CODEC, TemplateRef::hash);
        return row -> new TemplateRef(row.get(id), row.get(hash));
    });

    /** Checks the parts. */
    public TemplateRef {
        Require.id("template id", id);
        Require.present("template hash", hash);
    }
}
