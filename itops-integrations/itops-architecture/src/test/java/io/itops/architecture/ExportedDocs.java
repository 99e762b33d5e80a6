package io.itops.architecture;

import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the comments of exported types leave out.
 *
 * <p>Stands in for doclint's group "missing", which would have every compact constructor repeat the parameters of its record, and adds
 * what this project asks of a type: whether it is thread-safe, and since when it is there.
 */
final class ExportedDocs extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees docs;
    private final CompilationUnitTree unit;
    private final String source;
    private final List<String> gaps = new ArrayList<>();

    private ExportedDocs(DocTrees docs, CompilationUnitTree unit) throws IOException {
        this.docs = docs;
        this.unit = unit;
        this.source = unit.getSourceFile().getCharContent(true).toString();
    }

    /**
     * Reads source files, which need not compile.
     *
     * @param files the files
     * @return one line for each gap: file, line, what is missing
     */
    static List<String> gaps(Collection<Path> files) throws IOException {
        if (files.isEmpty()) {
            return List.of();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            List<String> found = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                var reader = new ExportedDocs(DocTrees.instance(task), unit);
                reader.scan(unit, null);
                found.addAll(reader.gaps);
            }
            return found;
        }
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
        if (!visible(type.getModifiers())) {
            return null;
        }
        String name = "type " + type.getSimpleName();
        DocCommentTree comment = comment();
        require(comment != null && !comment.getFirstSentence().isEmpty(), name, "have a comment");
        if (comment != null) {
            requireTypeParameters(comment, name, type.getTypeParameters());
            components(type).forEach(component -> requireParam(comment, name, component, false));
            if (owner() == null) {
                boolean told = comment.toString().toLowerCase(Locale.ROOT).contains("thread-safe");
                require(told, name, "say whether it is thread-safe");
                require(has(comment, tag -> tag.getKind() == DocTree.Kind.SINCE), name, "have @since");
            }
        }
        boolean concrete = type.getKind() == Tree.Kind.CLASS
                && !type.getModifiers().getFlags().contains(Modifier.ABSTRACT);
        require(
                !concrete || type.getMembers().stream().anyMatch(ExportedDocs::constructor),
                name,
                "declare its constructor");
        return super.visitClass(type, nothing);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
        if (!visible(method.getModifiers()) || overrides(method) || compact(method)) {
            return null;
        }
        ClassTree owner = owner();
        String name = constructor(method) && owner != null
                ? "constructor " + owner.getSimpleName()
                : "method " + method.getName();
        DocCommentTree comment = comment();
        require(comment != null && !comment.getFirstSentence().isEmpty(), name, "have a comment");
        if (comment != null) {
            requireTypeParameters(comment, name, method.getTypeParameters());
            method.getParameters()
                    .forEach(parameter ->
                            requireParam(comment, name, parameter.getName().toString(), false));
            Tree result = method.getReturnType();
            boolean gives = result != null && !result.toString().equals("void");
            require(
                    !gives
                            || has(comment, tag -> tag.getKind() == DocTree.Kind.RETURN)
                            || comment.getFirstSentence().stream()
                                    .anyMatch(tag -> tag.getKind() == DocTree.Kind.RETURN),
                    name,
                    "have @return");
        }
        return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
        boolean component = components(owner()).anyMatch(field.getName()::contentEquals);
        if (visible(field.getModifiers()) && !component) {
            require(comment() != null, "field " + field.getName(), "have a comment");
        }
        return null;
    }

    private void requireTypeParameters(
            DocCommentTree comment, String name, List<? extends TypeParameterTree> parameters) {
        parameters.forEach(
                parameter -> requireParam(comment, name, parameter.getName().toString(), true));
    }

    private void requireParam(DocCommentTree comment, String name, String parameter, boolean ofType) {
        Predicate<DocTree> wanted = tag -> tag instanceof ParamTree param
                && param.isTypeParameter() == ofType
                && param.getName().getName().contentEquals(parameter)
                && !param.getDescription().isEmpty();
        require(has(comment, wanted), name, "have @param " + (ofType ? "<" + parameter + ">" : parameter));
    }

    private void require(boolean met, String name, String rule) {
        if (!met) {
            long position = docs.getSourcePositions()
                    .getStartPosition(unit, getCurrentPath().getLeaf());
            String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
            gaps.add(file + ":" + unit.getLineMap().getLineNumber(position) + " " + name + " must " + rule);
        }
    }

    private @Nullable DocCommentTree comment() {
        return docs.getDocCommentTree(getCurrentPath());
    }

    private static boolean has(DocCommentTree comment, Predicate<DocTree> wanted) {
        return comment.getBlockTags().stream()
                .filter(BlockTagTree.class::isInstance)
                .anyMatch(wanted);
    }

    /** Whether others see the member at hand, given that they see its owner: interfaces show all that is not private. */
    private boolean visible(ModifiersTree modifiers) {
        Set<Modifier> flags = modifiers.getFlags();
        ClassTree owner = owner();
        boolean implied = owner != null
                && (owner.getKind() == Tree.Kind.INTERFACE || owner.getKind() == Tree.Kind.ANNOTATION_TYPE)
                && !flags.contains(Modifier.PRIVATE);
        return implied || flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED);
    }

    private @Nullable ClassTree owner() {
        TreePath parent = getCurrentPath().getParentPath();
        return parent.getLeaf() instanceof ClassTree type ? type : null;
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    private static boolean constructor(Tree member) {
        return member instanceof MethodTree method && method.getName().contentEquals("<init>");
    }

    /** Whether a record's constructor is the compact one: the parser gives it parameters that the text does not have. */
    private boolean compact(MethodTree method) {
        ClassTree owner = owner();
        if (!constructor(method) || owner == null || owner.getKind() != Tree.Kind.RECORD) {
            return false;
        }
        var positions = docs.getSourcePositions();
        long start = Math.max(
                positions.getStartPosition(unit, method), positions.getEndPosition(unit, method.getModifiers()));
        long body = positions.getStartPosition(unit, method.getBody());
        return source.substring((int) start, (int) body).indexOf('(') < 0;
    }

    /** The names of a record's components; the parser keeps them as the fields that are not static. */
    private static Stream<String> components(@Nullable ClassTree type) {
        if (type == null || type.getKind() != Tree.Kind.RECORD) {
            return Stream.of();
        }
        return type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .map(field -> field.getName().toString());
    }
}
