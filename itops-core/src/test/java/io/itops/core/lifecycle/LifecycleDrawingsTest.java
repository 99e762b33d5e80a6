package io.itops.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.core.lifecycle.Samples.Door;
import io.itops.core.lifecycle.Samples.DoorAction;
import io.itops.core.lifecycle.Samples.Incident;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LifecycleDrawingsTest {
    private static final String HOSTILE = "<script>&\"'|]:;#`*_\\--> ";

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document svg, String tag) {
        NodeList nodes = svg.getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Lifecycle<Door, DoorAction> hostile() {
        return Samples.door().labels(constant -> HOSTILE + constant.name()).build();
    }

    @Test
    void mermaidShowsStartsMergedMovesAndEnds() {
        assertThat(Samples.door().build().toMermaid()).isEqualTo("""
                        stateDiagram-v2
                            state "end" as s3
                            state "s1" as s4
                            state "loud#36;" as s5
                            [*] --> open: make, find
                            open --> shut: move
                            shut --> s4: move
                            shut --> shut: knock
                            s4 --> s5: move
                            s5 --> s3: move
                            s3 --> [*]
                        """);
    }

    @Test
    void mermaidEscapesLabelsAsEntities() {
        assertThat(hostile().toMermaid())
                .contains("state \"#60;script#62;#38;#34;'#124;#93;#58;#59;#35;#96;#42;_#92;--#62; OPEN\" as open")
                .doesNotContain("<script")
                .hasLineCount(1 + 5 + 6 + 1);
    }

    @Test
    void dotShowsTheSameTable() {
        assertThat(Samples.door().build().toDot()).isEqualTo("""
                        digraph "door" {
                            node [shape=box, style=rounded];
                            start [shape=circle, style=filled, label="", width=0.2];
                            open [label="open"];
                            shut [label="shut"];
                            s3 [label="end", peripheries=2];
                            s4 [label="s1"];
                            s5 [label="loud$"];
                            start -> open [label="make, find"];
                            open -> shut [label="move"];
                            shut -> s4 [label="move"];
                            shut -> shut [label="knock"];
                            s4 -> s5 [label="move"];
                            s5 -> s3 [label="move"];
                        }
                        """);
        assertThat(hostile().toDot()).contains("[label=\"<script>&\\\"'|]:;#`*_\\\\--> OPEN\"]");
    }

    @Test
    void markdownShowsAbsentCellsToo() {
        assertThat(Samples.door().build().toMarkdownTable()).isEqualTo("""
                        | door | make | find | move | knock |
                        |---|---|---|---|---|
                        | (new) | open | open | – | – |
                        | open | – | – | shut | – |
                        | shut | – | – | s1 | stays |
                        | end (end) | – | – | – | – |
                        | s1 | – | – | loud&#36; | – |
                        | loud&#36; | – | – | end | – |
                        """);
        assertThat(hostile().toMarkdownTable().lines())
                .allSatisfy(line -> assertThat(line.replaceAll("[^|]", "")).hasSize(6))
                .noneMatch(line -> line.contains("<") || line.contains("`") || line.contains("*"));
    }

    @Test
    void svgIsTheSameAsTheOneLookedAt() throws IOException {
        String svg = Samples.incident()
                .build()
                .toSvg(List.of(
                        Incident.TRIGGERED,
                        Incident.ACKNOWLEDGED,
                        Incident.MITIGATED,
                        Incident.TRIGGERED,
                        Incident.RESOLVED));

        try (InputStream golden = getClass().getResourceAsStream("incident.svg")) {
            assertThat(svg).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void svgShowsEveryStateAndEveryArrow() throws Exception {
        Document svg = parse(Samples.change().build().toSvg());

        assertThat(texts(svg, "title")).containsExactly("change lifecycle");
        assertThat(texts(svg, "text"))
                .contains("draft", "assess", "authorise", "scheduled", "implementing", "review", "closed", "rejected")
                .contains("propose", "finish, back out", "edit")
                .filteredOn("cancel"::equals)
                .hasSize(4);
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(2 * 18);
    }

    @Test
    void svgEscapesLabels() throws Exception {
        String text = hostile().toSvg();
        Document svg = parse(text);

        assertThat(text).doesNotContain("<script");
        assertThat(texts(svg, "text")).contains(HOSTILE + "OPEN", HOSTILE + "MAKE,", HOSTILE + "FIND");
        assertThat(parse(Samples.door()
                                .labels(constant -> "\uFFFE" + constant.name())
                                .build()
                                .toSvg())
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    @Test
    void svgHighlightsTheWayTaken() throws Exception {
        Document svg = parse(Samples.door().build().toSvg(List.of(Door.OPEN, Door.SHUT, Door.SHUT, Door.S1)));
        NodeList groups = svg.getElementsByTagName("g");
        List<String> way = new ArrayList<>();
        List<String> now = new ArrayList<>();
        for (int i = 0; i < groups.getLength(); i++) {
            Element group = (Element) groups.item(i);
            if (group.getAttribute("class").startsWith("way")
                    && !group.getTextContent().isEmpty()) {
                way.add(group.getTextContent());
            }
            if (group.getAttribute("class").equals("way now")) {
                now.add(group.getTextContent());
            }
        }

        assertThat(way).containsExactly("open", "shutknock", "s1", "make, find", "move", "move");
        assertThat(now).containsExactly("s1");
        assertThat(texts(svg, "title")).containsExactly("door lifecycle, now s1");
    }

    @Test
    void svgRefusesAWayThatTheTableDoesNotKnow() {
        assertThatThrownBy(() -> Samples.door().build().toSvg(List.of(Door.OPEN, Door.S1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("step 1 of the visited states must follow the table, but was \"OPEN to S1\"");
    }

    @Test
    void svgDrawsAWayThatBeginsInTheMiddle() {
        assertThat(Samples.door().build().toSvg(List.of(Door.S1))).contains("class=\"way now\"");
    }

    @Test
    void svgOfATableWithTooManyArrowsIsRefused() {
        LifecycleBuilder<Samples.Many, Samples.Many> all = Lifecycle.builder(
                        "all", Samples.Many.class, Samples.Many.class)
                .start(Samples.Many.M01, Samples.Many.M01)
                .end(Samples.Many.M01);
        for (Samples.Many from : Samples.Many.values()) {
            for (Samples.Many to : Samples.Many.values()) {
                all.on(from, to, to);
            }
        }

        assertThatThrownBy(() -> all.build().toSvg())
                .isInstanceOf(LimitExceededException.class)
                .hasMessage("arrows in a drawing of lifecycle all must be at most 200, but was 553");
    }
}
