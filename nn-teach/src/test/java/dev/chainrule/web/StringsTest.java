package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's texts stand in en.json, and only those that it uses. */
final class StringsTest {
  private static final Path PAGE = Path.of("src/main/resources/dev/chainrule/web");

  /** 'equation.title' in a module, data-t="page.title" in the page. */
  private static final Pattern LITERAL = Pattern.compile("['\"](\\w+(?:\\.\\w+)+)['\"]");

  /** `lecture.${id}`: all keys that begin so. */
  private static final Pattern PREFIX = Pattern.compile("`(\\w+\\.)\\$\\{");

  private final Map<String, String> strings = read();
  private final Set<String> literals = find(LITERAL);
  private final Set<String> prefixes = find(PREFIX);

  private static Map<String, String> read() {
    try {
      return new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .readValue(PAGE.resolve("en.json").toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Set<String> find(Pattern pattern) {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(PAGE)) {
      for (Path file : files.filter(StringsTest::hasTexts).toList()) {
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
          found.add(matcher.group(1));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return found;
  }

  private static boolean hasTexts(Path file) {
    String name = file.toString();
    return name.endsWith(".js") || name.endsWith(".html");
  }

  @Test
  void everyTextIsUsed() {
    assertThat(strings.keySet())
        .isNotEmpty()
        .allMatch(
            key -> literals.contains(key) || prefixes.stream().anyMatch(key::startsWith),
            "used by a module or by index.html");
  }

  @Test
  void everyTextThatIsUsedIsThere() {
    Set<String> groups =
        strings.keySet().stream()
            .map(key -> key.substring(0, key.indexOf('.') + 1))
            .collect(Collectors.toSet());
    assertThat(literals)
        .filteredOn(literal -> groups.stream().anyMatch(literal::startsWith))
        .hasSizeGreaterThan(100)
        .allMatch(strings::containsKey, "in en.json");
    assertThat(groups).containsAll(prefixes);
  }

  @Test
  void noTextIsEmptyAndEveryPlaceIsWhole() {
    Pattern place = Pattern.compile("\\{\\w+}");
    assertThat(strings.values())
        .allSatisfy(
            text -> {
              assertThat(text).isNotBlank();
              String rest = place.matcher(text).replaceAll("");
              if (!rest.contains("_{") && !rest.contains("θ = {")) { // formulas of the lecture
                assertThat(rest).doesNotContain("{", "}");
              }
            });
  }
}
