package io.itops.incident.request;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;

/**
 * One question of a form.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name under which the answer stands, kebab-case
 * @param label the question as people read it, at most 200 characters
 * @param required whether it must be answered
 * @param type what can be answered
 * @since 0.1
 */
public record FormField(String name, String label, boolean required, FieldType type) {
    /** How it is written. */
    public static final Codec<FormField> CODEC = Shape.of("form field", s -> {
        var name = s.field("name", Codec.TEXT, FormField::name);
        var label = s.field("label", Codec.TEXT, FormField::label);
        var required = s.field("required", Codec.BOOL, FormField::required);
        var type = s.field("type", FieldType.CODEC, FormField::type);
        return row -> new FormField(row.get(name), row.get(label), row.get(required), row.get(type));
    });

    /** Checks the parts. */
    public FormField {
        Require.slug("field name", name);
        Require.text("field label", label, 200);
        Require.present("field type", type);
    }

    /**
     * A question that must be answered.
     *
     * @param name under which the answer stands
     * @param label the question
     * @param type what can be answered
     * @return the field
     */
    public static FormField required(String name, String label, FieldType type) {
        return new FormField(name, label, true, type);
    }

    /**
     * A question that may be left open.
     *
     * @param name under which the answer stands
     * @param label the question
     * @param type what can be answered
     * @return the field
     */
    public static FormField optional(String name, String label, FieldType type) {
        return new FormField(name, label, false, type);
    }
}
