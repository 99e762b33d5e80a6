package io.itops.prometheus.template;

import io.itops.prometheus.template.Node.Arg;
import io.itops.prometheus.template.Node.Command;
import io.itops.prometheus.template.Node.Pipe;
import io.itops.prometheus.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the tree of a template; recursion goes as deep as parts are nested, at most {@value #MAX_DEPTH}. */
final class TemplateParser {
    private static final int MAX_DEPTH = 100;
    private static final Set<String> LIST_ENDS = Set.of("end", "else");

    /** What Prometheus puts before every template of an alert. */
    private static final List<String> PREDEFINED = List.of("$", "$labels", "$externalLabels", "$externalURL", "$value");

    private final List<Token> tokens;
    private final List<String> variables = new ArrayList<>(PREDEFINED);
    private final Map<String, List<Node>> defined = new LinkedHashMap<>();
    private final List<Node> body = new ArrayList<>();
    private int at;
    private int depth;
    private int loops;

    TemplateParser(String text) {
        this.tokens = TemplateLexer.tokens(text);
    }

    List<Node> body() {
        return List.copyOf(body);
    }

    Map<String, List<Node>> defined() {
        return Map.copyOf(defined);
    }

    void parse() {
        while (!peek().is(Kind.END)) {
            if (peek().is(Kind.OPEN) && word(1).isWord("define")) {
                definition();
            } else {
                node().ifPresent(body::add);
                if (LIST_ENDS.contains(keyword())) {
                    throw unexpected(word(1), "have no {{" + keyword() + "}} without what it belongs to");
                }
            }
        }
    }

    private void definition() {
        int place = word(1).offset();
        skipTo("define");
        String name = name("define");
        expect(Kind.CLOSE, "end after the name of the definition");
        List<String> outer = List.copyOf(variables);
        variables.clear();
        variables.add("$");
        List<Node> list = list(place);
        if (!word(1).isWord("end")) {
            throw unexpected(word(1), "end the definition by {{end}}");
        }
        skipTo("end");
        expect(Kind.CLOSE, "be no more than {{end}}");
        variables.clear();
        variables.addAll(outer);
        define(name, list, place);
    }

    private void define(String name, List<Node> list, int place) {
        List<Node> known = defined.get(name);
        if (known == null || isEmpty(known)) {
            defined.put(name, list);
        } else if (!isEmpty(list)) {
            throw new TemplateError(place, "define the template \"" + name + "\" once");
        }
    }

    private static boolean isEmpty(List<Node> list) {
        return list.stream()
                .allMatch(node -> node instanceof Node.Text text && text.text().isBlank());
    }

    /** Nodes up to {@code {{end}}} or {@code {{else}}}, which stay to be read. */
    private List<Node> list(int from) {
        if (++depth > MAX_DEPTH) {
            throw new TemplateError(from, "be nested at most " + MAX_DEPTH + " deep");
        }
        List<Node> nodes = new ArrayList<>();
        while (!LIST_ENDS.contains(keyword())) {
            if (peek().is(Kind.END)) {
                throw new TemplateError(from, "be ended by {{end}}");
            }
            node().ifPresent(nodes::add);
        }
        depth--;
        return List.copyOf(nodes);
    }

    /** The word that the action ahead begins with. */
    private String keyword() {
        return peek().is(Kind.OPEN) && word(1).is(Kind.WORD) ? word(1).text() : "";
    }

    private Optional<Node> node() {
        Token token = peek();
        if (token.is(Kind.TEXT)) {
            at++;
            return Optional.of(new Node.Text(token.offset(), token.text()));
        }
        String keyword = keyword();
        if (LIST_ENDS.contains(keyword)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (keyword) {
                    case "if", "with", "range" -> control(keyword);
                    case "template" -> invoke();
                    case "block" -> block();
                    case "break", "continue" -> jump(keyword);
                    case "define" -> throw unexpected(word(1), "define templates at the top level");
                    default -> action();
                });
    }

    private Node action() {
        Token open = next();
        Pipe pipe = pipeline(open, "a command", Kind.CLOSE);
        return new Node.Action(open.offset(), pipe);
    }

    private Node jump(String keyword) {
        Token token = word(1);
        if (loops == 0) {
            throw unexpected(token, "stand inside {{range}}");
        }
        skipTo(keyword);
        expect(Kind.CLOSE, "be no more than {{" + keyword + "}}");
        return keyword.equals("break") ? new Node.Break(token.offset()) : new Node.Continue(token.offset());
    }

    private Node control(String keyword) {
        Token token = word(1);
        skipTo(keyword);
        return branches(keyword, token);
    }

    private Node branches(String keyword, Token token) {
        int mark = variables.size();
        boolean loop = keyword.equals("range");
        Pipe pipe = pipeline(token, keyword, Kind.CLOSE);
        loops += loop ? 1 : 0;
        List<Node> then = list(token.offset());
        loops -= loop ? 1 : 0;
        List<Node> otherwise = word(1).isWord("else") ? otherwise(keyword, token) : end();
        variables.subList(mark, variables.size()).clear();
        return switch (keyword) {
            case "if" -> new Node.If(token.offset(), pipe, then, otherwise);
            case "with" -> new Node.With(token.offset(), pipe, then, otherwise);
            default -> new Node.Range(token.offset(), pipe, then, otherwise);
        };
    }

    private List<Node> end() {
        skipTo("end");
        expect(Kind.CLOSE, "be no more than {{end}}");
        return List.of();
    }

    private List<Node> otherwise(String keyword, Token token) {
        skipTo("else");
        skipSpace();
        Token chained = peek();
        if (chained.isWord(keyword) && !keyword.equals("range")) {
            at++;
            if (++depth > MAX_DEPTH) {
                throw new TemplateError(chained.offset(), "be nested at most " + MAX_DEPTH + " deep");
            }
            List<Node> nested = List.of(branches(keyword, chained));
            depth--;
            return nested;
        }
        expect(
                Kind.CLOSE,
                "end after {{else}}, or go on by {{else " + (keyword.equals("with") ? "with" : "if") + " …}}");
        List<Node> list = list(token.offset());
        if (!word(1).isWord("end")) {
            throw unexpected(word(1), "have one {{else}}");
        }
        end();
        return list;
    }

    private Node invoke() {
        Token token = word(1);
        skipTo("template");
        String name = name("template");
        return new Node.Invoke(token.offset(), name, optionalPipe(token));
    }

    private Optional<Pipe> optionalPipe(Token token) {
        skipSpace();
        if (peek().is(Kind.CLOSE)) {
            at++;
            return Optional.empty();
        }
        return Optional.of(pipeline(token, "template", Kind.CLOSE));
    }

    private Node block() {
        Token token = word(1);
        skipTo("block");
        String name = name("block");
        Pipe pipe = pipeline(token, "block", Kind.CLOSE);
        List<String> outer = List.copyOf(variables);
        variables.clear();
        variables.add("$");
        int outerLoops = loops;
        loops = 0;
        List<Node> list = list(token.offset());
        loops = outerLoops;
        if (!word(1).isWord("end")) {
            throw unexpected(word(1), "end the block by {{end}}");
        }
        end();
        variables.clear();
        variables.addAll(outer);
        define(name, list, token.offset());
        return new Node.Invoke(token.offset(), name, Optional.of(pipe));
    }

    private String name(String where) {
        skipSpace();
        Token token = next();
        if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
            throw unexpected(token, "name a template as a string after " + where);
        }
        return GoLiterals.string(token);
    }

    private Pipe pipeline(Token from, String where, Kind end) {
        skipSpace();
        int start = peek().offset();
        List<String> declared = new ArrayList<>();
        boolean assigns = declarations(declared, where);
        List<Command> commands = new ArrayList<>();
        while (true) {
            skipSpace();
            Token token = peek();
            if (token.is(end)) {
                at++;
                break;
            }
            commands.add(command(token));
        }
        if (commands.isEmpty()) {
            throw unexpected(from, "have a value for " + where);
        }
        for (Command later : commands.subList(1, commands.size())) {
            Arg first = later.words().get(0);
            if (first instanceof Arg.Literal || first instanceof Arg.Dot || first instanceof Arg.NilWord) {
                throw new TemplateError(first.offset(), "have only functions, methods and fields after a |");
            }
        }
        return new Pipe(start, List.copyOf(declared), assigns, List.copyOf(commands));
    }

    /** Reads {@code $x :=}, {@code $x =}, and in a range {@code $i, $x :=}; whether they are assigned to, not declared. */
    private boolean declarations(List<String> declared, String where) {
        int start = at;
        while (peek().is(Kind.VARIABLE)) {
            Token variable = next();
            skipSpace();
            Token sign = peek();
            boolean more = sign.is(Kind.COMMA) && where.equals("range") && declared.isEmpty();
            if (!more && !sign.is(Kind.ASSIGN) && !sign.is(Kind.DECLARE)) {
                if (!declared.isEmpty()) {
                    throw unexpected(sign, "declare the variables of a range by :=");
                }
                at = start;
                return false;
            }
            at++;
            skipSpace();
            declared.add(variable.text());
            if (!more) {
                return declare(declared, sign);
            }
            if (!peek().is(Kind.VARIABLE)) {
                throw unexpected(peek(), "name a second variable of the range");
            }
        }
        return false;
    }

    /** Whether they are assigned to; as in Go, whether such variables are there is seen when the template is expanded. */
    private boolean declare(List<String> declared, Token sign) {
        variables.addAll(declared);
        return !sign.is(Kind.DECLARE);
    }

    private void requireVariable(String name, int offset) {
        if (!variables.contains(name)) {
            throw new TemplateError(offset, "use only variables that are defined");
        }
    }

    private Command command(Token from) {
        List<Arg> words = new ArrayList<>();
        while (true) {
            skipSpace();
            operand().ifPresent(words::add);
            Token token = peek();
            if (token.is(Kind.SPACE)) {
                continue;
            }
            if (token.is(Kind.PIPE)) {
                // as Go reads it: nothing need follow the last one
                at++;
                break;
            }
            if (token.is(Kind.CLOSE) || token.is(Kind.PAREN_CLOSE)) {
                break;
            }
            throw unexpected(token, "have a space or | between the words of a command");
        }
        if (words.isEmpty()) {
            throw unexpected(from, "have a command");
        }
        return new Command(words.get(0).offset(), List.copyOf(words));
    }

    private Optional<Arg> operand() {
        @Nullable Arg term = term();
        if (term == null) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        int first = peek().offset();
        while (peek().is(Kind.FIELD)) {
            fields.add(next().text().substring(1));
        }
        if (fields.isEmpty()) {
            return Optional.of(term);
        }
        if (term instanceof Arg.Field field) {
            List<String> all = new ArrayList<>(field.names());
            all.addAll(fields);
            return Optional.of(new Arg.Field(field.offset(), List.copyOf(all)));
        }
        if (term instanceof Arg.Variable variable) {
            return Optional.of(new Arg.Variable(variable.offset(), variable.name(), List.copyOf(fields)));
        }
        if (term instanceof Arg.Literal || term instanceof Arg.Dot || term instanceof Arg.NilWord) {
            throw new TemplateError(first, "have no field after a constant");
        }
        return Optional.of(new Arg.Chain(term.offset(), term, List.copyOf(fields)));
    }

    private @Nullable Arg term() {
        Token token = peek();
        Arg term = switch (token.kind()) {
            case WORD -> word(token);
            case DOT -> new Arg.Dot(token.offset());
            case VARIABLE -> variable(token);
            case FIELD -> new Arg.Field(token.offset(), List.of(token.text().substring(1)));
            case NUMBER, CHARACTER -> new Arg.Literal(token.offset(), GoLiterals.number(token));
            case STRING, RAW_STRING -> new Arg.Literal(token.offset(), GoLiterals.string(token));
            case PAREN_OPEN -> new Arg.Nested(token.offset(), nested(token));
            default -> null;
        };
        if (term != null && !token.is(Kind.PAREN_OPEN)) {
            at++;
        }
        return term;
    }

    private Pipe nested(Token open) {
        if (++depth > MAX_DEPTH) {
            throw new TemplateError(open.offset(), "be nested at most " + MAX_DEPTH + " deep");
        }
        at++;
        Pipe pipe = pipeline(open, "a parenthesis", Kind.PAREN_CLOSE);
        depth--;
        return pipe;
    }

    private Arg variable(Token token) {
        requireVariable(token.text(), token.offset());
        return new Arg.Variable(token.offset(), token.text(), List.of());
    }

    private static Arg word(Token token) {
        return switch (token.text()) {
            case "true" -> new Arg.Literal(token.offset(), true);
            case "false" -> new Arg.Literal(token.offset(), false);
            case "nil" -> new Arg.NilWord(token.offset());
            case "if", "else", "end", "range", "with", "define", "block", "template", "break", "continue" ->
                throw unexpected(token, "begin an action with the keyword");
            default -> {
                if (!Functions.known(token.text())) {
                    throw new TemplateError(token.offset(), "use only functions that exist", token.text());
                }
                yield new Arg.Function(token.offset(), token.text());
            }
        };
    }

    /** The n-th token from here that is no space. */
    private Token word(int n) {
        int i = at;
        for (int seen = 0; i < tokens.size() - 1; i++) {
            if (!tokens.get(i).is(Kind.SPACE) && seen++ == n) {
                break;
            }
        }
        return tokens.get(i);
    }

    private void skipTo(String keyword) {
        while (!next().isWord(keyword)) {
            // the opening delimiter and spaces
        }
    }

    private void skipSpace() {
        while (peek().is(Kind.SPACE)) {
            at++;
        }
    }

    private Token peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private Token next() {
        Token token = peek();
        at++;
        return token;
    }

    private void expect(Kind kind, String rule) {
        skipSpace();
        Token token = next();
        if (!token.is(kind)) {
            throw unexpected(token, rule);
        }
    }

    private static TemplateError unexpected(Token token, String rule) {
        return new TemplateError(token.offset(), rule);
    }
}
