package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/lectures.md has a row for every entry and identity, and what its rows name is there. */
final class LecturesTest {
  private static final Path DOC = Path.of("..", "docs", "lectures.md");
  private static final Path COPY = Path.of("src", "test", "resources", "lectures.md");
  private static final Path ORIGINAL = Path.of("..", "..", "shared", "lectures.md");
  private static final Path GOLDEN =
      Path.of("..", "nn-core", "src", "test", "resources", "golden", "calculus.json");
  private static final Path GOLDEN_TEST =
      Path.of("../nn-core/src/test/java/dev/chainrule/golden/CalculusGoldenTest.java");

  private static final Pattern ENTRY = Pattern.compile("^- ([A-Z]\\d+) ", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[([A-Za-z0-9.]+)]\\(([^)]+)\\)");

  /** What the lecture calls identities, as it writes them. */
  private static final List<String> IDENTITIES =
      List.of(
          "constant",
          "power rule",
          "sum rule",
          "product rule",
          "quotient rule",
          "chain rule",
          "√(sin x²)",
          "(3x²−5x+6)³",
          "x³+3y²",
          "xy²+ln sin x",
          "f(x₁(s,t), x₂(s,t))",
          "∇(uᵀv)",
          "∇ cᵀx",
          "∇ xᵀAx",
          "∇ xᵀAx, A symmetric",
          "∇ ‖Ax+b‖²",
          "∇ ‖Ax−b‖²",
          "∇ ‖Xw−y‖²",
          "∇ ‖x‖²",
          "∇ ‖x‖⁴",
          "∇ ‖x−a‖",
          "∇ (Ax+b)ᵀ(CDx+e)",
          "∇ (Ax−b)ᵀW(Ax−b)",
          "∇ aᵀXXᵀb",
          "∇ aᵀXb",
          "∇ tr(AX)",
          "∇ tr(XᵀAX)",
          "∇ tr(X³)",
          "∇ det X",
          "∇ log det X",
          "∇ aᵀX⁻¹b",
          "∇ ‖X‖²_F",
          "J of −log x",
          "J of Ax+b",
          "J of tanh(Ax+b)",
          "J of softmax(x)");

  @Test
  void everyEntryHasItsRow() throws IOException {
    List<String> entries = new ArrayList<>();
    Matcher matcher = ENTRY.matcher(Files.readString(COPY));
    while (matcher.find()) {
      entries.add(matcher.group(1));
    }
    assertThat(entries).hasSizeGreaterThan(30);
    assertThat(table("entry").stream().map(row -> row.get(0))).containsExactlyElementsOf(entries);
  }

  @Test
  void theCopyIsTheLecture() throws IOException {
    assumeTrue(Files.exists(ORIGINAL), "skipped: ../shared/lectures.md is not here");
    assertThat(COPY).hasSameTextualContentAs(ORIGINAL);
  }

  @Test
  void everyEntryNamesClassesAndTests() throws IOException {
    for (List<String> row : table("entry")) {
      assertThat(links(row.get(2))).as("classes of %s", row.get(0)).isNotEmpty();
      assertThat(links(row.get(3))).as("tests of %s", row.get(0)).isNotEmpty();
      links(row.get(2)).forEach(link -> checkClass(row.get(0), link, "/src/main/"));
      links(row.get(3)).forEach(link -> checkTest(row.get(0), link));
    }
  }

  /** An example that says it shows an entry stands in that entry's row. */
  @Test
  void everyEntryIsInAnExample() throws IOException {
    Map<String, String> shown = new HashMap<>();
    Pattern list = Pattern.compile("entries\\(\\) \\{\\s*return List\\.of\\(([^)]*)\\)");
    for (Path source : examples()) {
      Matcher matcher = list.matcher(Files.readString(source));
      if (matcher.find()) {
        for (String entry : matcher.group(1).replaceAll("[\"\\s]", "").split(",", -1)) {
          String name = source.getParent().getFileName().toString();
          assertThat(shown.put(entry, name)).as("two examples show %s", entry).isNull();
        }
      }
    }
    for (List<String> row : table("entry")) {
      assertThat(shown).containsKey(row.get(0));
      assertThat(row.get(2)).as("classes of %s", row.get(0)).contains(shown.get(row.get(0)));
    }
  }

  @Test
  void everyIdentityHasItsRowAndTest() throws IOException {
    List<List<String>> rows = table("identity");
    assertThat(rows.stream().map(row -> row.get(0)))
        .containsAll(IDENTITIES)
        .doesNotHaveDuplicates();
    List<String> golden = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(GOLDEN.toFile()).get("cases")) {
      golden.add(node.get("f").asText());
    }
    String source = Files.readString(GOLDEN_TEST);
    for (List<String> row : rows) {
      assertThat(row.get(1)).as("derivative of %s", row.get(0)).isNotBlank();
      assertThat(links(row.get(2))).as("test of %s", row.get(0)).hasSize(1);
      checkTest(row.get(0), links(row.get(2)).get(0));
      if (row.get(2).contains("CalculusGoldenTest")) {
        String name = row.get(3).replace("`", "");
        assertThat(golden).as("golden name of %s", row.get(0)).contains(name);
        assertThat(source).contains('"' + name + '"');
      }
    }
  }

  // ---- reading

  /** A link's words and where it leads. */
  private record Link(String text, Path target) {}

  private static List<List<String>> table(String firstHead) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(DOC)) {
      if (line.startsWith("| " + firstHead + " |")) {
        inside = true;
      } else if (!line.startsWith("|")) {
        inside = false;
      } else if (inside && !line.startsWith("|---")) {
        rows.add(
            Stream.of(line.substring(1).split("(?<!\\\\)\\|", -1))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList());
      }
    }
    return rows;
  }

  private static List<Link> links(String cell) {
    List<Link> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(cell);
    while (matcher.find()) {
      links.add(new Link(matcher.group(1), DOC.resolveSibling(matcher.group(2)).normalize()));
    }
    return links;
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "dev", "chainrule"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.getParent().getFileName().toString().matches("ex\\d\\d"))
          .toList();
    }
  }

  private static void checkClass(String row, Link link, String where) {
    assertThat(link.target).as("%s: %s", row, link.text).exists();
    assertThat(link.target.toString().replace('\\', '/')).contains(where);
    assertThat(link.target).hasFileName(link.text + ".java");
  }

  private static void checkTest(String row, Link link) {
    String[] names = link.text.split("\\.", -1);
    assertThat(names).as("%s: expected Class.method, got %s", row, link.text).hasSize(2);
    checkClass(row, new Link(names[0], link.target), "/src/test/");
    Pattern method =
        Pattern.compile(
            "@(Test|TestFactory|ParameterizedTest)\\s[^;{}]*?(\\{[^}]*}[^;{}]*?)?\\b"
                + names[1]
                + "\\(");
    assertThat(link.target).content().as("%s: %s", row, link.text).containsPattern(method);
  }
}
