package io.itops.incident.request;

import io.itops.core.Reason;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.record.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What whoever orders an item is asked.
 *
 * <p>Immutable and thread-safe.
 *
 * @param fields the questions in their order, at most 50, each name once
 * @since 0.1
 */
public record RequestForm(List<FormField> fields) {
    /** The greatest number of fields. */
    public static final int MAX_FIELDS = 50;

    /** The greatest length of an answer in code points. */
    public static final int MAX_ANSWER = 10_000;

    /** Nothing is asked. */
    public static final RequestForm EMPTY = new RequestForm(List.of());

    /** How it is written: as its fields. */
    public static final Codec<RequestForm> CODEC = FormField.CODEC.list().map(RequestForm::new, RequestForm::fields);

    /** Checks and copies the fields. */
    public RequestForm {
        fields = Require.list("fields", fields);
        Require.size("fields", fields, 0, MAX_FIELDS);
        Set<String> names = new TreeSet<>();
        for (FormField field : fields) {
            Require.that(names.add(field.name()), "field name", "be used once", field.name());
        }
    }

    /**
     * A form of questions.
     *
     * @param fields the questions in their order
     * @return the form
     */
    public static RequestForm of(FormField... fields) {
        return new RequestForm(Require.listOf("fields", fields));
    }

    /**
     * All that is wrong with answers: a required one that is missing or blank, one that its field does not take, and one that no field
     * asks for.
     *
     * @param answers the answers by the names of their fields
     * @return a reason for each, in the order of the fields, with the code {@code bad-answer}; empty if they will do
     */
    public List<Reason> problems(Map<String, String> answers) {
        SortedMap<String, String> given = answers(answers);
        List<Reason> problems = new ArrayList<>();
        for (FormField field : fields) {
            String answer = given.getOrDefault(field.name(), "");
            if (!answer.isBlank()) {
                field.type().broken(answer).ifPresent(rule -> problems.add(problem(field.name(), rule, answer)));
            } else if (field.required()) {
                problems.add(Reason.of("bad-answer", "answer to " + field.name() + " must be given, but was not"));
            }
        }
        Set<String> known = fields.stream().map(FormField::name).collect(Collectors.toSet());
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(Reason.of("bad-answer", "there is no field " + name)));
        return problems;
    }

    private static Reason problem(String name, String rule, String answer) {
        String said = SafeText.oneLine(SafeText.shorten(answer, 100));
        return Reason.of(
                "bad-answer", SafeText.shorten("answer to " + name + " must " + rule + ", but was " + said, 2_000));
    }

    /** Answers as they are kept: as many as a form can ask for, under names that fields can have. */
    static SortedMap<String, String> answers(Map<String, String> given) {
        SortedMap<String, String> answers = Require.texts("answer", given, 64, MAX_ANSWER);
        Require.size("answers", answers.keySet(), 0, MAX_FIELDS);
        answers.keySet().forEach(name -> Require.slug("field name", name));
        return answers;
    }
}
