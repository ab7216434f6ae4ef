package dev.chainrule.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs every Java block of the README; it must print the text block that follows. */
final class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern BLOCKS =
      Pattern.compile("```java\\R(.*?)```\\s*```text\\R(.*?)```", Pattern.DOTALL);

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> blocks() throws IOException {
    String text = Files.readString(README);
    List<DynamicTest> tests = new ArrayList<>();
    Matcher matcher = BLOCKS.matcher(text);
    while (matcher.find()) {
      String code = matcher.group(1);
      String printed = matcher.group(2);
      String name = "Block" + tests.size();
      tests.add(dynamicTest(name, () -> assertThat(run(name, code)).isEqualTo(printed)));
    }
    assertThat(tests).as("Java blocks, each with what it prints").hasSize(5);
    assertThat(text.split("```java", -1)).hasSize(6);
    return tests.stream();
  }

  private static String run(String name, String code) throws Exception {
    Path source = folder.resolve(name).resolve(name + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, wrapped(name, code));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-d", source.getParent().toString(), "-proc:none"),
                null,
                compiler
                    .getStandardFileManager(null, null, StandardCharsets.UTF_8)
                    .getJavaFileObjects(source))
            .call();
    assertThat(compiled).as("%s", messages).isTrue();
    PrintStream real = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    URL[] classes = {source.getParent().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, ReadmeTest.class.getClassLoader());
        PrintStream caught = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      System.setOut(caught);
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException e) {
      throw new AssertionError(code, e.getCause());
    } finally {
      System.setOut(real);
    }
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  /** Imports first, the rest as the body of main. */
  private static String wrapped(String name, String code) {
    StringBuilder imports = new StringBuilder();
    StringBuilder body = new StringBuilder();
    code.lines()
        .forEach(line -> (line.startsWith("import ") ? imports : body).append(line).append('\n'));
    return imports
        + "public class "
        + name
        + " { public static void main(String[] args) throws Exception {\n"
        + body
        + "} }\n";
  }
}
