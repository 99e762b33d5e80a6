package io.itops.prometheus.template;

import java.util.List;
import java.util.Optional;

/** A part of a parsed template; each knows the offset of its text. */
sealed interface Node {
    int offset();

    record Text(int offset, String text) implements Node {}

    record Action(int offset, Pipe pipe) implements Node {}

    record If(int offset, Pipe condition, List<Node> then, List<Node> otherwise) implements Node {}

    record With(int offset, Pipe value, List<Node> then, List<Node> otherwise) implements Node {}

    record Range(int offset, Pipe over, List<Node> then, List<Node> otherwise) implements Node {}

    record Invoke(int offset, String name, Optional<Pipe> with) implements Node {}

    record Break(int offset) implements Node {}

    record Continue(int offset) implements Node {}

    /** Commands, each given the value of the one before, and the variables that take the last value. */
    record Pipe(int offset, List<String> variables, boolean assigns, List<Command> commands) {}

    record Command(int offset, List<Arg> words) {}

    /** A word of a command. */
    sealed interface Arg {
        int offset();

        record Dot(int offset) implements Arg {}

        record NilWord(int offset) implements Arg {}

        record Literal(int offset, Object value) implements Arg {}

        record Field(int offset, List<String> names) implements Arg {}

        record Variable(int offset, String name, List<String> fields) implements Arg {}

        record Function(int offset, String name) implements Arg {}

        record Nested(int offset, Pipe pipe) implements Arg {}

        record Chain(int offset, Arg of, List<String> fields) implements Arg {}
    }
}
