package io.itops.core.lifecycle;

import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The table as an SVG. Boxes, lines and words come from {@link LayeredLayout}; here they get their look. */
final class SvgDrawing<S extends Enum<S>, A extends Enum<A>> {
    private static final int MAX_ARROWS = 200;
    private static final int MAX_VISITED = 10_000;
    private static final int LINE_WIDTH = 22;
    private static final double MARGIN = 16;
    private static final double DOT = 14;
    private static final double HEAD = 8;

    /** All selectors start with the drawing's class, since a page that holds the drawing would share its rules. */
    private static final String STYLE = """
            <style>
            .itops-lc{--bg:#ffffff;--ink:#1c2530;--soft:#566273;--line:#8a96a8;--box:#f3f5f8;--rim:#b4bfce;--way:#1561b8;--wash:#deebfa;--now:#ffffff;max-width:100%;height:auto}
            @media (prefers-color-scheme:dark){.itops-lc{--bg:#14171c;--ink:#e7eaf0;--soft:#a5b0bf;--line:#6d7889;--box:#20252d;--rim:#495364;--way:#74b4ff;--wash:#17324f;--now:#0b1626}}
            .itops-lc text{font:13px ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink);text-anchor:middle;dominant-baseline:central}
            .itops-lc .page{fill:var(--bg)}
            .itops-lc .box{fill:var(--box);stroke:var(--rim);stroke-width:1.25}
            .itops-lc .rim{fill:none;stroke:var(--rim)}
            .itops-lc .dot{fill:var(--ink)}
            .itops-lc .line{fill:none;stroke:var(--line);stroke-width:1.5}
            .itops-lc .head{fill:var(--line)}
            .itops-lc .state{font-size:14px;font-weight:600}
            .itops-lc .stays{font-size:11px;fill:var(--soft)}
            .itops-lc .move{font-size:12px;fill:var(--soft);stroke:var(--bg);stroke-width:5px;stroke-linejoin:round;paint-order:stroke}
            .itops-lc .way .box{fill:var(--wash);stroke:var(--way);stroke-width:1.75}
            .itops-lc .way .rim,.itops-lc .way .line{stroke:var(--way)}
            .itops-lc .way .line{stroke-width:2.5}
            .itops-lc .way .head{fill:var(--way)}
            .itops-lc .way .move{fill:var(--ink)}
            .itops-lc .now .box{fill:var(--way)}
            .itops-lc .now .rim{stroke:var(--now)}
            .itops-lc .now .state,.itops-lc .now .stays{fill:var(--now)}
            </style>
            """;

    private final Lifecycle<S, A> lifecycle;
    private final List<S> visited;
    private final Set<List<Integer>> steps = new HashSet<>();
    private final List<Arrow<S>> arrows = new ArrayList<>();
    private final List<Box<S>> boxes = new ArrayList<>();

    /** A state and its texts; the actions that leave it unchanged stand in its box instead of on a loop. */
    private record Box<S>(S state, String label, List<String> stays) {
        LayeredLayout.Size size() {
            double text = Math.max(width(label, 14, 1.06), widest(stays, 11));
            return new LayeredLayout.Size(Math.max(84, text + 32), 34 + 14 * stays.size() + (stays.isEmpty() ? 0 : 4));
        }
    }

    SvgDrawing(Lifecycle<S, A> lifecycle, List<S> visited) {
        this.lifecycle = lifecycle;
        this.visited = List.copyOf(Require.size("visited states", visited, 0, MAX_VISITED));
        for (int i = 0; i < this.visited.size(); i++) {
            step(i);
        }
        for (S state : lifecycle.states()) {
            List<String> unchanging = new ArrayList<>();
            lifecycle.cells().stream()
                    .filter(cell -> cell.from() == state && cell.stays())
                    .forEach(cell -> unchanging.add(lifecycle.labels().of(cell.action())));
            boxes.add(new Box<>(state, lifecycle.labels().of(state), wrap(unchanging, LINE_WIDTH + 4)));
        }
        Arrow.of(lifecycle).stream().filter(arrow -> !arrow.stays()).forEach(arrows::add);
        if (arrows.size() > MAX_ARROWS) {
            throw new LimitExceededException(
                    "arrows in a drawing of lifecycle " + lifecycle.name(), MAX_ARROWS, arrows.size());
        }
    }

    private void step(int i) {
        S to = visited.get(i);
        if (i == 0) {
            steps.add(List.of(0, Lifecycle.row(to)));
            return;
        }
        S from = visited.get(i - 1);
        if (lifecycle.cells().stream().noneMatch(cell -> cell.from() == from && cell.to() == to)) {
            throw new InvalidInputException(
                    "step " + i + " of the visited states", "follow the table", from + " to " + to);
        }
        steps.add(List.of(Lifecycle.row(from), Lifecycle.row(to)));
    }

    String text() {
        List<List<String>> moves =
                arrows.stream().map(a -> wrap(a.actions(), LINE_WIDTH)).toList();
        // box 0 is the dot from which new things come; the others follow as the rows of the table do
        List<LayeredLayout.Size> sizes = new ArrayList<>(List.of(new LayeredLayout.Size(DOT, DOT)));
        boxes.forEach(box -> sizes.add(box.size()));
        List<LayeredLayout.Line> lines = new ArrayList<>();
        for (int i = 0; i < arrows.size(); i++) {
            LayeredLayout.Size label = new LayeredLayout.Size(
                    widest(moves.get(i), 12) + 8, 15 * moves.get(i).size() + 3);
            lines.add(new LayeredLayout.Line(
                    Lifecycle.row(arrows.get(i).from()),
                    Lifecycle.row(arrows.get(i).to()),
                    label));
        }
        LayeredLayout layout = new LayeredLayout(sizes, lines);
        String width = px(layout.width() + 2 * MARGIN);
        String height = px(layout.height() + 2 * MARGIN);
        StringBuilder out = new StringBuilder(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"itops-lc\" role=\"img\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\">\n<title>")
                .append(escape(lifecycle.name() + " lifecycle" + seen()))
                .append("</title>\n")
                .append(STYLE)
                .append("<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"8\"/>\n<g transform=\"translate(")
                .append(px(MARGIN))
                .append(' ')
                .append(px(MARGIN))
                .append(")\">\n");
        for (boolean way : List.of(false, true)) {
            for (int i = 0; i < lines.size(); i++) {
                if (onTheWay(lines.get(i)) == way) {
                    line(out, layout.route(i), way);
                }
            }
        }
        LayeredLayout.Point dot = layout.centre(0);
        out.append("<circle class=\"dot\" cx=\"")
                .append(px(dot.x()))
                .append("\" cy=\"")
                .append(px(dot.y()))
                .append("\" r=\"")
                .append(px(DOT / 2))
                .append("\"/>\n");
        for (int i = 0; i < boxes.size(); i++) {
            box(out, boxes.get(i), layout.centre(i + 1));
        }
        for (int i = 0; i < lines.size(); i++) {
            group(out, onTheWay(lines.get(i)) ? "way" : "");
            words(out, "move", moves.get(i), layout.route(i).label(), 15);
            out.append("</g>\n");
        }
        return out.append("</g>\n</svg>\n").toString();
    }

    private boolean onTheWay(LayeredLayout.Line line) {
        return steps.contains(List.of(line.from(), line.to()));
    }

    private String seen() {
        return visited.isEmpty() ? "" : ", now " + lifecycle.labels().of(visited.get(visited.size() - 1));
    }

    /** The head stands upright: every line leaves and arrives vertically. */
    private static void line(StringBuilder out, LayeredLayout.Route route, boolean way) {
        List<LayeredLayout.Point> p = route.points();
        LayeredLayout.Point tip = p.get(p.size() - 1);
        double back = tip.y() > p.get(0).y() ? -HEAD : HEAD;
        group(out, way ? "way" : "");
        out.append("<path class=\"line\" d=\"M").append(at(p.get(0)));
        for (int i = 1; i < p.size(); i++) {
            LayeredLayout.Point a = p.get(i - 1);
            LayeredLayout.Point b = i == p.size() - 1 ? new LayeredLayout.Point(tip.x(), tip.y() + back) : p.get(i);
            if (i % 2 == 0) {
                out.append('L').append(at(b));
            } else {
                double half = (a.y() + b.y()) / 2;
                out.append('C')
                        .append(at(new LayeredLayout.Point(a.x(), half)))
                        .append(' ')
                        .append(at(new LayeredLayout.Point(b.x(), half)))
                        .append(' ')
                        .append(at(b));
            }
        }
        out.append("\"/><path class=\"head\" d=\"M")
                .append(at(tip))
                .append('l')
                .append(px(-HEAD / 2))
                .append(' ')
                .append(px(back))
                .append('h')
                .append(px(HEAD))
                .append("z\"/></g>\n");
    }

    private void box(StringBuilder out, Box<S> box, LayeredLayout.Point centre) {
        LayeredLayout.Size size = box.size();
        boolean now = !visited.isEmpty() && visited.get(visited.size() - 1) == box.state();
        group(out, now ? "way now" : visited.contains(box.state()) ? "way" : "");
        rect(out, "box", centre, size, 0);
        if (lifecycle.ends().contains(box.state())) {
            rect(out, "rim", centre, size, 3.5);
        }
        double top = centre.y() - size.height() / 2;
        words(out, "state", List.of(box.label()), new LayeredLayout.Point(centre.x(), top + 17), 14);
        if (!box.stays().isEmpty()) {
            double middle = top + 29 + 7.0 * box.stays().size();
            words(out, "stays", box.stays(), new LayeredLayout.Point(centre.x(), middle), 14);
        }
        out.append("</g>\n");
    }

    private static void rect(
            StringBuilder out, String look, LayeredLayout.Point c, LayeredLayout.Size size, double inset) {
        out.append("<rect class=\"")
                .append(look)
                .append("\" x=\"")
                .append(px(c.x() - size.width() / 2 + inset))
                .append("\" y=\"")
                .append(px(c.y() - size.height() / 2 + inset))
                .append("\" width=\"")
                .append(px(size.width() - 2 * inset))
                .append("\" height=\"")
                .append(px(size.height() - 2 * inset))
                .append("\" rx=\"")
                .append(px(9 - inset))
                .append("\"/>");
    }

    private static void group(StringBuilder out, String look) {
        out.append(look.isEmpty() ? "<g>" : "<g class=\"" + look + "\">");
    }

    private static void words(
            StringBuilder out, String look, List<String> lines, LayeredLayout.Point middle, double pitch) {
        double y = middle.y() - pitch * (lines.size() - 1) / 2;
        for (String line : lines) {
            out.append("<text class=\"")
                    .append(look)
                    .append("\" x=\"")
                    .append(px(middle.x()))
                    .append("\" y=\"")
                    .append(px(y))
                    .append("\">")
                    .append(escape(line))
                    .append("</text>");
            y += pitch;
        }
    }

    private static List<String> wrap(List<String> words, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (int i = 0; i < words.size(); i++) {
            String word = i < words.size() - 1 ? words.get(i) + "," : words.get(i);
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line);
                line = word;
            } else {
                line = line.isEmpty() ? word : line + ' ' + word;
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static double widest(List<String> lines, double size) {
        return lines.stream().mapToDouble(line -> width(line, size, 1)).max().orElse(0);
    }

    /** An estimate from common proportions of sans-serif fonts, rather a little too wide than too narrow. */
    private static double width(String text, double size, double boldness) {
        return text.codePoints().mapToDouble(SvgDrawing::em).sum() * size * boldness;
    }

    private static double em(int c) {
        if (c >= 0x1100) {
            return 1.0;
        }
        if ("ijl.,:;'|! ".indexOf(c) >= 0) {
            return 0.3;
        }
        if ("ftr()-/".indexOf(c) >= 0) {
            return 0.42;
        }
        return c == 'm' || c == 'w' || c == 'M' || c == 'W' ? 0.9 : Character.isUpperCase(c) ? 0.72 : 0.58;
    }

    private static String at(LayeredLayout.Point p) {
        return px(p.x()) + ' ' + px(p.y());
    }

    /** Tenths of a pixel, without a trailing zero. */
    private static String px(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    private static String escape(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '"' -> "&quot;";
                    case 0xFFFE, 0xFFFF -> "\uFFFD";
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}
