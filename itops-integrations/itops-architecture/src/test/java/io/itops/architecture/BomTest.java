package io.itops.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Who imports the BOM may leave out the version of every module that is published, and gets those of one release. */
class BomTest {
    private static final Path ROOT = Path.of(System.getProperty("itops.root"));
    private static final Path BOM = ROOT.resolve("itops-integrations/itops-bom");

    /** What is published are the modules of the build, but for the programs, the BOM itself and what is not to be deployed. */
    private static List<Path> published(Path root) throws Exception {
        List<Path> modules = new ArrayList<>();
        for (Element module : children(child(pom(root), "modules"))) {
            String folder = module.getTextContent().strip();
            Path path = root.resolve(folder);
            if (!folder.startsWith("itops-examples/") && !path.equals(BOM) && !staysHere(pom(path))) {
                modules.add(path);
            }
        }
        return modules;
    }

    private static boolean staysHere(Element pom) {
        return children(pom).stream()
                .filter(part -> part.getNodeName().equals("properties"))
                .flatMap(properties -> children(properties).stream())
                .anyMatch(property -> property.getNodeName().equals("maven.deploy.skip")
                        && property.getTextContent().strip().equals("true"));
    }

    /** What a user's pom would get: the version by the name of the module. */
    private static Map<String, String> managed(Element bom) {
        Map<String, String> versions = new TreeMap<>();
        for (Element dependency : children(child(child(bom, "dependencyManagement"), "dependencies"))) {
            String name = text(dependency, "groupId") + ":" + text(dependency, "artifactId");
            String version =
                    text(dependency, "version").replace("${project.version}", text(child(bom, "parent"), "version"));
            assertThat(versions.put(name, version))
                    .as("second entry of %s", name)
                    .isNull();
        }
        return versions;
    }

    @Test
    void theBomManagesEveryPublishedModuleAtTheVersionOfTheBuildAndNothingElse() throws Exception {
        Element root = pom(ROOT);
        Map<String, String> expected = new TreeMap<>();
        for (Path module : published(ROOT)) {
            expected.put(text(root, "groupId") + ":" + text(pom(module), "artifactId"), text(root, "version"));
        }
        assertThat(expected).hasSizeGreaterThanOrEqualTo(8).containsKey("io.itops:itops-core");
        assertThat(managed(pom(BOM))).isEqualTo(expected);
    }

    @Test
    void theBomIsAPomThatIsBuiltAndBringsNoDependencyOfItsOwn() throws Exception {
        Element bom = pom(BOM);
        assertThat(text(bom, "packaging")).isEqualTo("pom");
        assertThat(children(bom)).extracting(Node::getNodeName).doesNotContain("dependencies");
        assertThat(children(child(pom(ROOT), "modules")))
                .extracting(module -> ROOT.resolve(module.getTextContent().strip()))
                .contains(BOM);
    }

    private static Element pom(Path folder) throws Exception {
        try (InputStream in = Files.newInputStream(folder.resolve("pom.xml"))) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getNodeName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(parent.getNodeName() + " must have a " + name));
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }
}
