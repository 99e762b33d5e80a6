package io.itops.cli;

import io.itops.prometheus.rulefile.CheckedFile;
import io.itops.prometheus.rulefile.FileProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Verdicts on rule files, summed up by the folders that they lie in. Confined to one thread. */
final class PackTable {
    private record Sum(int files, int passed, int groups, int rules, int warnings) {
        static final Sum NONE = new Sum(0, 0, 0, 0, 0);

        Sum plus(Sum other) {
            return new Sum(
                    files + other.files,
                    passed + other.passed,
                    groups + other.groups,
                    rules + other.rules,
                    warnings + other.warnings);
        }
    }

    private final CommonFolder common;
    private final Map<String, Sum> packs = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();

    PackTable(List<Path> files) {
        this.common = CommonFolder.of(files);
    }

    void add(Path file, CheckedFile checked, boolean good) {
        Path inside = common.inside(file);
        String pack = inside.getNameCount() > 1 ? inside.getName(0).toString() : ".";
        int groups = checked.file().map(read -> read.groups().size()).orElse(0);
        int rules = checked.file()
                .map(read -> read.ruleGroups().stream()
                        .mapToInt(group -> group.rules().size())
                        .sum())
                .orElse(0);
        Sum one = new Sum(1, good ? 1 : 0, groups, rules, checked.warnings().size());
        packs.merge(pack, one, Sum::plus);
        if (!good) {
            refused.put(CommonFolder.shown(inside), reason(checked));
        }
    }

    private static String reason(CheckedFile checked) {
        if (checked.problems().isEmpty()) {
            return checked.warnings().get(0).toString();
        }
        FileProblem first = checked.problems().get(0);
        int others = checked.problems().size() - 1;
        return first + (others == 0 ? "" : " (and " + others + " more)");
    }

    void print(Console console) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.<Object>of("pack", "files", "passed", "failed", "groups", "rules", "warnings"));
        packs.forEach((name, sum) -> rows.add(row(name, sum)));
        rows.add(row("all", packs.values().stream().reduce(Sum.NONE, Sum::plus)));
        FailureText.table(console, rows);
        if (!refused.isEmpty()) {
            List<List<Object>> failures = new ArrayList<>();
            failures.add(List.<Object>of("failed file", "first problem"));
            refused.forEach((file, reason) -> failures.add(List.<Object>of(file, reason)));
            console.line("");
            FailureText.table(console, failures);
        }
    }

    private static List<Object> row(String name, Sum sum) {
        return List.<Object>of(
                name, sum.files(), sum.passed(), sum.files() - sum.passed(), sum.groups(), sum.rules(), sum.warnings());
    }
}
