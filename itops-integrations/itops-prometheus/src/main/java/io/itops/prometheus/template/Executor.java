package io.itops.prometheus.template;

import io.itops.prometheus.template.GoValue.Dictionary;
import io.itops.prometheus.template.GoValue.Nil;
import io.itops.prometheus.template.GoValue.Root;
import io.itops.prometheus.template.Node.Arg;
import io.itops.prometheus.template.Node.Command;
import io.itops.prometheus.template.Node.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks the tree of a template and writes its text. One expansion; confined to one thread. */
final class Executor {
    /** What a list of nodes ended by. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private record Variable(String name, Object value) {}

    private final Map<String, List<Node>> defined;
    private final Call.Context context;
    private final TemplateLimits limits;
    private final StringBuilder out = new StringBuilder();
    private List<Variable> variables = new ArrayList<>();
    private int depth;

    Executor(Map<String, List<Node>> defined, TemplateData data, TemplateLimits limits) {
        this.defined = defined;
        this.context = new Call.Context(data, limits);
        this.limits = limits;
    }

    String run(List<Node> body) {
        Root root = context.root();
        variables.add(new Variable("$", root));
        variables.add(new Variable("$labels", root.labels()));
        variables.add(new Variable("$externalLabels", root.externalLabels()));
        variables.add(new Variable("$externalURL", root.externalUrl()));
        variables.add(new Variable("$value", root.value()));
        walk(body, root);
        return out.toString();
    }

    private Flow walk(List<Node> nodes, Object dot) {
        int mark = variables.size();
        for (Node node : nodes) {
            Flow flow = walk(node, dot);
            if (flow != Flow.ON) {
                forget(mark);
                return flow;
            }
        }
        forget(mark);
        return Flow.ON;
    }

    private Flow walk(Node node, Object dot) {
        context.step(node.offset(), 1);
        if (node instanceof Node.Text text) {
            write(text.text(), node.offset());
        } else if (node instanceof Node.Action action) {
            Object value = evaluate(action.pipe(), dot);
            if (action.pipe().variables().isEmpty()) {
                write(GoFormat.shown(value), node.offset());
            }
        } else if (node instanceof Node.If branch) {
            int mark = variables.size();
            boolean holds = GoValue.truth(evaluate(branch.condition(), dot));
            Flow flow = walk(holds ? branch.then() : branch.otherwise(), dot);
            forget(mark);
            return flow;
        } else if (node instanceof Node.With with) {
            int mark = variables.size();
            Object value = evaluate(with.value(), dot);
            Flow flow = GoValue.truth(value) ? walk(with.then(), value) : walk(with.otherwise(), dot);
            forget(mark);
            return flow;
        } else if (node instanceof Node.Range range) {
            return loop(range, dot);
        } else if (node instanceof Node.Invoke invoke) {
            invoke(invoke, dot);
        } else {
            return node instanceof Node.Break ? Flow.BREAK : Flow.CONTINUE;
        }
        return Flow.ON;
    }

    private void write(String text, int offset) {
        if (out.length() + (long) text.length() > limits.output()) {
            throw new TemplateError(offset, "output must be at most " + limits.output() + " characters");
        }
        out.append(text);
    }

    private void forget(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    private Flow loop(Node.Range range, Object dot) {
        int mark = variables.size();
        Object over = unbound(range.over(), dot);
        Flow flow = Flow.ON;
        if (over instanceof Long count) {
            flow = count > 0 ? counted(range, count, mark) : walk(range.otherwise(), dot);
        } else {
            List<Map.Entry<Object, Object>> entries = entries(over, range.over().offset());
            if (entries.isEmpty()) {
                flow = walk(range.otherwise(), dot);
            }
            for (Map.Entry<Object, Object> entry : entries) {
                if (turn(range, entry.getKey(), entry.getValue(), false) == Flow.BREAK) {
                    break;
                }
            }
        }
        forget(mark);
        return flow;
    }

    private Flow counted(Node.Range range, long count, int mark) {
        for (long i = 0; i < count; i++) {
            if (turn(range, i, i, true) == Flow.BREAK) {
                break;
            }
        }
        forget(mark);
        return Flow.ON;
    }

    private static List<Map.Entry<Object, Object>> entries(Object over, int offset) {
        List<Map.Entry<Object, Object>> entries = new ArrayList<>();
        if (over instanceof Dictionary map) {
            map.entries().forEach((key, value) -> entries.add(Map.entry(key, value)));
        } else if (over instanceof GoValue.Samples list) {
            list.samples().forEach(sample -> entries.add(Map.entry((long) entries.size(), sample)));
        } else if (!(over instanceof Nil)) {
            throw new TemplateError(offset, "range can't iterate over a value of type " + GoValue.type(over));
        }
        return entries;
    }

    private Flow turn(Node.Range range, Object key, Object element, boolean number) {
        context.step(range.offset(), 1);
        List<String> names = range.over().variables();
        int mark = variables.size();
        boolean assigns = range.over().assigns();
        if (names.size() == 1) {
            bind(names.get(0), element, assigns, range.offset());
        } else if (names.size() == 2) {
            if (number) {
                throw new TemplateError(range.offset(), "can't range over an integer with two variables");
            }
            bind(names.get(0), key, assigns, range.offset());
            bind(names.get(1), element, assigns, range.offset());
        }
        Flow flow = walk(range.then(), element);
        forget(mark);
        return flow;
    }

    private void bind(String name, Object value, boolean assigns, int offset) {
        if (!assigns) {
            variables.add(new Variable(name, value));
            return;
        }
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(name)) {
                variables.set(i, new Variable(name, value));
                return;
            }
        }
        throw new TemplateError(offset, "undefined variable " + name);
    }

    private void invoke(Node.Invoke invoke, Object dot) {
        List<Node> body = defined.get(invoke.name());
        if (body == null) {
            throw new TemplateError(invoke.offset(), "template \"" + invoke.name() + "\" not defined");
        }
        if (++depth > limits.depth()) {
            throw new TemplateError(
                    invoke.offset(), "templates must be nested at most " + limits.depth() + " deep when expanded");
        }
        Object data = Nil.NIL;
        Optional<Pipe> with = invoke.with();
        if (with.isPresent()) {
            data = evaluate(with.get(), dot);
        }
        List<Variable> outer = variables;
        variables = new ArrayList<>(List.of(new Variable("$", data)));
        walk(body, data);
        variables = outer;
        depth--;
    }

    private Object evaluate(Pipe pipe, Object dot) {
        Object value = unbound(pipe, dot);
        pipe.variables().forEach(name -> bind(name, value, pipe.assigns(), pipe.offset()));
        return value;
    }

    /** The value of a pipe whose variables are left alone: a range binds them to what it goes through. */
    private Object unbound(Pipe pipe, Object dot) {
        Optional<Object> last = Optional.empty();
        for (Command command : pipe.commands()) {
            last = Optional.of(command(command, dot, last));
        }
        return last.orElse(Nil.NIL);
    }

    private Object command(Command command, Object dot, Optional<Object> last) {
        context.step(command.offset(), 1);
        Arg first = command.words().get(0);
        List<Arg> rest = command.words().subList(1, command.words().size());
        if (first instanceof Arg.Function function) {
            return call(function, rest, dot, last);
        } else if (first instanceof Arg.Field field) {
            return fields(dot, field.names(), rest, dot, last, field.offset());
        } else if (first instanceof Arg.Variable variable && !variable.fields().isEmpty()) {
            return fields(value(variable), variable.fields(), rest, dot, last, variable.offset());
        } else if (first instanceof Arg.Chain chain) {
            return fields(argument(chain.of(), dot), chain.fields(), rest, dot, last, chain.offset());
        }
        if (!rest.isEmpty() || last.isPresent()) {
            throw new TemplateError(first.offset(), "can't give an argument to what is no function");
        }
        if (first instanceof Arg.NilWord) {
            throw new TemplateError(first.offset(), "nil is not a command");
        }
        return argument(first, dot);
    }

    private Object argument(Arg arg, Object dot) {
        context.step(arg.offset(), 1);
        if (arg instanceof Arg.Dot) {
            return dot;
        } else if (arg instanceof Arg.NilWord) {
            return Nil.NIL;
        } else if (arg instanceof Arg.Literal literal) {
            return literal.value();
        } else if (arg instanceof Arg.Field field) {
            return fields(dot, field.names(), List.of(), dot, Optional.empty(), field.offset());
        } else if (arg instanceof Arg.Variable variable) {
            return fields(value(variable), variable.fields(), List.of(), dot, Optional.empty(), variable.offset());
        } else if (arg instanceof Arg.Function function) {
            return call(function, List.of(), dot, Optional.empty());
        } else if (arg instanceof Arg.Nested nested) {
            return evaluate(nested.pipe(), dot);
        }
        Arg.Chain chain = (Arg.Chain) arg;
        return fields(argument(chain.of(), dot), chain.fields(), List.of(), dot, Optional.empty(), chain.offset());
    }

    private Object value(Arg.Variable variable) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(variable.name())) {
                return variables.get(i).value();
            }
        }
        throw new TemplateError(variable.offset(), "undefined variable " + variable.name());
    }

    private Object fields(
            Object of, List<String> names, List<Arg> rest, Object dot, Optional<Object> last, int offset) {
        Object value = of;
        for (int i = 0; i < names.size(); i++) {
            boolean isLast = i == names.size() - 1;
            List<Object> arguments = isLast ? arguments(rest, dot, last) : List.of();
            value = located(offset, names.get(i), value, arguments);
        }
        if (names.isEmpty() && (!rest.isEmpty() || last.isPresent())) {
            throw new TemplateError(offset, "can't give an argument to what is no function");
        }
        return value;
    }

    private static Object located(int offset, String name, Object value, List<Object> arguments) {
        try {
            return Fields.get(value, name, arguments);
        } catch (TemplateError e) {
            throw e.at(offset);
        }
    }

    private List<Object> arguments(List<Arg> words, Object dot, Optional<Object> last) {
        List<Object> values = new ArrayList<>();
        words.forEach(word -> values.add(argument(word, dot)));
        last.ifPresent(values::add);
        return values;
    }

    private Object call(Arg.Function function, List<Arg> words, Object dot, Optional<Object> last) {
        if (function.name().equals("and") || function.name().equals("or")) {
            return shortCircuit(function, words, dot, last);
        }
        List<Object> arguments = arguments(words, dot, last);
        for (Object argument : arguments) {
            if (argument instanceof String text) {
                context.step(function.offset(), text.length() / 64);
            }
        }
        try {
            Object value = Functions.call(function.name(), arguments, context);
            if (value instanceof String text && text.length() > limits.output()) {
                throw TemplateError.of(function.name() + " must give at most " + limits.output() + " characters");
            }
            return value;
        } catch (TemplateError e) {
            throw e.at(function.offset());
        }
    }

    private Object shortCircuit(Arg.Function function, List<Arg> words, Object dot, Optional<Object> last) {
        if (words.isEmpty() && last.isEmpty()) {
            throw new TemplateError(
                    function.offset(), "wrong number of args for " + function.name() + ": want at least 1 got 0");
        }
        boolean stopsAt = function.name().equals("or");
        Object value = Nil.NIL;
        for (Arg word : words) {
            value = argument(word, dot);
            if (GoValue.truth(value) == stopsAt) {
                return value;
            }
        }
        return last.orElse(value);
    }
}
