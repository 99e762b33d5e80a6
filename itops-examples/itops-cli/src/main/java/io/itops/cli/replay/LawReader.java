package io.itops.cli.replay;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidInputException;
import io.itops.incident.priority.Priority;
import io.itops.incident.priority.PriorityMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the law of priorities: one by its name, or a table. */
final class LawReader {
    private LawReader() {}

    static Optional<PriorityMatrix> read(YamlMap law) {
        Optional<ScalarNode> name = law.scalar("name");
        Optional<Node> rows = law.node("rows");
        Optional<Integer> levels = law.node("levels").flatMap(node -> number(law, node, "levels of law"));
        Optional<Integer> lowest = law.node("lowest").flatMap(node -> number(law, node, "lowest of law"));
        law.refuseOthers();
        if (rows.isPresent() == name.isPresent()) {
            law.required("name").ifPresent(node -> law.fault(node, "law", "have name or rows, not both"));
            return Optional.empty();
        }
        if (rows.isPresent()) {
            return table(law, rows.get());
        }
        ScalarNode given = name.orElseThrow();
        return switch (given.getValue()) {
            case "floor-of-mean" -> checked(law, given, () -> PriorityMatrix.floorOfMean(levels.orElse(5)));
            case "sum-minus-one" ->
                checked(law, given, () -> PriorityMatrix.sumMinusOne(levels.orElse(3), Priority.of(lowest.orElse(5))));
            default -> {
                law.fault(given, "name of law", "be floor-of-mean or sum-minus-one");
                yield Optional.empty();
            }
        };
    }

    private static Optional<PriorityMatrix> table(YamlMap law, Node rows) {
        List<List<Priority>> table = new ArrayList<>();
        for (Node row : law.items(rows)) {
            List<Priority> cells = new ArrayList<>();
            for (Node cell : law.items(row)) {
                Optional<Integer> number = number(law, cell, "priority of law");
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                if (number.get() > Priority.values().length) {
                    law.fault(cell, "priority of law", "be 1 to 5");
                    return Optional.empty();
                }
                cells.add(Priority.of(number.get()));
            }
            table.add(cells);
        }
        return checked(law, rows, () -> new PriorityMatrix("table", table));
    }

    private static Optional<PriorityMatrix> checked(YamlMap law, Node at, Supplier<PriorityMatrix> matrix) {
        try {
            return Optional.of(matrix.get());
        } catch (InvalidInputException e) {
            law.faults().add(Yaml.line(at), Yaml.column(at), e.what() + " of law", e.rule(), e.value());
        } catch (InvalidDefinitionException e) {
            e.problems()
                    .forEach(fault -> law.faults()
                            .add(Yaml.line(at), Yaml.column(at), fault.what(), fault.rule(), fault.value()));
        }
        return Optional.empty();
    }

    /** A whole number from 1 to 9. */
    static Optional<Integer> number(YamlMap map, Node node, String part) {
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("[1-9]")) {
            return Optional.of(scalar.getValue().charAt(0) - '0');
        }
        map.fault(node, part, "be a whole number from 1 to 9");
        return Optional.empty();
    }
}
