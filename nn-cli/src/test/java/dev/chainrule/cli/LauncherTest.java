package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher {@code nn}, in a checkout whose Maven and java are scripts: the one makes what a
 * build leaves, the other prints the arguments and the locale that it got.
 */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "nn").toAbsolutePath().normalize();
  private static final String PAGE_MEMORY = "-XX:+UseSerialGC -Xmx400m";
  private static final String SHORT_RUN = "-XX:TieredStopAtLevel=1";

  @TempDir private Path folder;

  private Path root;
  private Path lock;

  @BeforeEach
  void checkOut() throws IOException {
    root = Files.createDirectory(folder.toRealPath().resolve("checkout"));
    lock = root.resolve("target/nn/lock");
    Files.createDirectories(root.resolve("nn-cli/src/main"));
    Files.createDirectories(root.resolve(".mvn"));
    Files.createDirectories(lock.getParent());
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("nn-cli/pom.xml"), "<project/>");
    Files.copy(LAUNCHER, root.resolve("nn"));
    script(
        root.resolve("mvnw"),
        """
        echo build >>builds
        mkdir -p nn-cli/target/classes
        echo "$PWD/nn-cli/target/classes" >target/nn/dependencies
        """);
    script(folder.resolve("jdk/bin/java"), "echo \"$LC_ALL $*\"\n");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
  }

  private static void script(Path file, String lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + lines);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** What a run printed, standard error first, and how it ended. */
  private record Run(String err, String out, int code) {
    /** The options for java, which stand before the class path. */
    String options() {
      return out.substring(0, Math.max(0, out.indexOf(" -cp ")));
    }
  }

  private Run nn(String... arguments) throws IOException, InterruptedException {
    return nn(Map.of(), arguments);
  }

  private Run nn(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", root.resolve("nn").toString()));
    command.addAll(List.of(arguments));
    return run(environment, command);
  }

  private Run run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> all = builder.environment();
    all.keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("NN_"));
    all.remove("JAVA_TOOL_OPTIONS");
    all.remove("JDK_JAVA_OPTIONS");
    all.put("LANG", "C.UTF-8");
    all.put("JAVA_HOME", folder.resolve("jdk").toString());
    all.putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Run(Files.readString(err), Files.readString(out), process.exitValue());
  }

  private long builds() throws IOException {
    Path builds = root.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  @Test
  void buildsWhatIsNewerThanTheLastBuildAndNothingElse() throws Exception {
    assertThat(nn("train").out())
        .contains("-cp " + root)
        .endsWith("dev.chainrule.cli.Main train\n");
    assertThat(nn("train").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);

    Files.setLastModifiedTime(
        root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(nn("train").err()).contains("Building Chainrule");
    assertThat(builds()).isEqualTo(2);
    assertThat(lock).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "step --web",
        "step mazur --web --port 0",
        "step --web mazur",
        "step --port 0 --no-browser --web",
        "step --data moons --hidden 8,8 --web",
        "step --web=true",
        "step --web=TRUE --seed 3",
        "step data=xor&log=u1 --web",
        "--stacktrace step --web",
        "-v step --web",
        "step -v --web --stacktrace"
      })
  void thePageRunsInLittleMemory(String arguments) throws Exception {
    Run run = nn(arguments.split(" "));
    assertThat(run.options()).contains(PAGE_MEMORY).doesNotContain("ParallelGC");
    assertThat(run.out()).endsWith("dev.chainrule.cli.Main " + arguments + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "step",
        "step --walk",
        "step --web=false",
        "step -- --web",
        "train --name step --web",
        "train step --web",
        "--web",
        "step --webs"
      })
  void nothingElseDoes(String arguments) throws Exception {
    assertThat(nn(arguments.split(" ")).options())
        .doesNotContain(PAGE_MEMORY)
        .contains("-XX:+UseParallelGC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "-V",
        "--help",
        "help train",
        "train -h",
        "train --epochs 3 --help",
        "diff sin(x)",
        "-v diff x --at x=1",
        "--stacktrace summary --hidden 64",
        "data list",
        "data -v list",
        "-v data list"
      })
  void whatEndsSoonDoesWithoutTheOptimisingCompiler(String arguments) throws Exception {
    assertThat(nn(arguments.split(" ")).options()).contains(SHORT_RUN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train", "data fetch mnist", "train --data list", "eval diff", "-v bench", "step"})
  void whatMayTakeLongHasIt(String arguments) throws Exception {
    assertThat(nn(arguments.split(" ")).options()).doesNotContain(SHORT_RUN);
  }

  private void lock(String holder) throws IOException {
    Files.deleteIfExists(lock);
    Files.createSymbolicLink(lock, Path.of(holder));
  }

  private static String thisProcess() {
    return Long.toString(ProcessHandle.current().pid());
  }

  /** Makes a lock as the launcher does, for a shell that lives as long as this test: see end. */
  private String holderOf(Process builder) throws IOException, InterruptedException {
    while (!Files.isSymbolicLink(lock)) {
      assertThat(builder.isAlive()).isTrue();
      Thread.sleep(10);
    }
    return Files.readSymbolicLink(lock).toString();
  }

  /** A launcher in the middle of its build, which ends when the file "go" is made. */
  private Process builder() throws IOException {
    script(
        root.resolve("mvnw"),
        """
        until [ -e go ]; do sleep 0.05; done
        mkdir -p nn-cli/target/classes
        echo "$PWD/nn-cli/target/classes" >target/nn/dependencies
        """);
    ProcessBuilder builder =
        new ProcessBuilder("sh", root.resolve("nn").toString(), "train")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    return builder.start();
  }

  private void end(Process builder) throws IOException, InterruptedException {
    Files.writeString(root.resolve("go"), "");
    assertThat(builder.waitFor(5, TimeUnit.MINUTES)).isTrue();
  }

  /** Process 1 always runs; it is no nn. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "4194999", "nobody", "1:", "a:b"})
  void aLockThatNoLauncherWroteIsNobodys(String holder) throws Exception {
    lock(holder);
    Run run = nn("--version");
    assertThat(run.err()).contains("Building Chainrule").doesNotContain("Waiting");
    assertThat(run.code()).isZero();
    assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void aLockWhoseProcessNumberBelongsToAnotherProgramNowIsNobodys() throws Exception {
    Process builder = builder();
    String[] holder = holderOf(builder).split(":", 3);
    end(builder);

    lock(thisProcess() + ":" + holder[1] + ":" + holder[2]);
    Run run = nn(Map.of("NN_MAVEN_ARGS", "-Dother"), "train");
    assertThat(run.err()).contains("Building Chainrule").doesNotContain("Waiting");
    assertThat(run.code()).isZero();
  }

  @Test
  void aBuildThatRunsIsWaitedForButNotForEver() throws Exception {
    Process builder = builder();
    String number = holderOf(builder).split(":", 2)[0];
    assertThat(number).isEqualTo(Long.toString(builder.pid()));

    Run run = nn(Map.of("NN_LOCK_SECONDS", "1"), "train");
    assertThat(run.err())
        .contains("Waiting for another nn (process " + number + ") to finish its build ...")
        .contains("nn: waited 1 s for another nn (process " + number + ")")
        .contains("If it no longer builds, remove " + lock);
    assertThat(run.code()).isOne();
    assertThat(Files.isSymbolicLink(lock)).isTrue();

    end(builder);
    assertThat(nn("train").err()).isEmpty();
  }

  @Test
  void whoWaitsStartsWhatTheOtherBuilt() throws Exception {
    Process builder = builder();
    holderOf(builder);
    Thread ending =
        new Thread(
            () -> {
              try {
                while (!Files.readString(folder.resolve("err")).contains("Waiting")) {
                  Thread.sleep(10);
                }
                end(builder);
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    Files.writeString(folder.resolve("err"), "");
    ending.start();
    Run run = nn("train");
    ending.join();
    assertThat(run.code()).isZero();
    assertThat(run.err()).doesNotContain("Building");
    assertThat(run.out()).endsWith("Main train\n");
  }

  /** Whether it runs cannot be seen from here: another container's numbers are its own. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aLockOfAnotherMachineOrContainerSaysWhatToDoAtOnce() throws Exception {
    Process builder = builder();
    String[] holder = holderOf(builder).split(":", 5);
    end(builder);

    for (String place :
        List.of(
            holder[2] + ":" + holder[3] + ":elsewhere", holder[2] + ":4026539999:" + holder[4])) {
      lock("1:" + holder[1] + ":" + place);
      Run run = nn(Map.of("NN_LOCK_SECONDS", "0", "NN_MAVEN_ARGS", "-Dother"), "train");
      assertThat(run.err())
          .contains("another nn (process 1 of " + place.split(":", 3)[2])
          .contains("another machine or container")
          .contains("remove " + lock);
      assertThat(run.code()).isOne();
    }
    lock("1:" + holder[1] + ":another-boot:" + holder[3] + ":" + holder[4]);
    Run run = nn(Map.of("NN_MAVEN_ARGS", "-Dother"), "train");
    assertThat(run.code()).as("the machine was started anew: %s", run.err()).isZero();
  }

  @Test
  void whatIsNoLinkIsNoLock() throws Exception {
    Files.writeString(lock, "");
    Run run = nn("train");
    assertThat(run.err()).isEqualTo("nn: " + lock + " is no lock of nn. Remove it.\n");
    assertThat(run.code()).isOne();
    Run wrong = nn(Map.of("NN_LOCK_SECONDS", "soon"), "train");
    assertThat(wrong.err()).contains("NN_LOCK_SECONDS is a whole number of seconds, got soon");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLocaleThatIsNotInstalledDoesNotBreakTheNamesOfFiles() throws Exception {
    for (Map<String, String> environment :
        List.of(
            Map.of("LC_ALL", "xx_YY.UTF-8"),
            Map.of("LC_CTYPE", "UTF-8"),
            Map.of("LANG", "xx_YY.UTF-8"),
            Map.of("LANG", "xx_YY"),
            Map.of("LANG", "C.UTF-8", "LC_TIME", "xx_YY.UTF-8"),
            Map.of("LC_ALL", "C"),
            Map.of("LANG", "POSIX"),
            Map.of("LANG", ""))) {
      assertThat(nn(environment, "train").out()).as("%s", environment).startsWith("C.UTF-8 ");
    }
    assertThat(nn(Map.of("LANG", "C.UTF-8"), "train").out()).startsWith(" -");
  }

  /** With the java that runs this test, for it is Java that asks the locale. */
  @Tag("rough")
  @Test
  @EnabledOnOs(OS.LINUX)
  void anUmlautInAPathArrivesWhateverTheLocale() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        folder.resolve("Echo.java"),
        """
        class Echo {
          public static void main(String[] a) {
            System.out.print(java.nio.file.Path.of(a[0]));
          }
        }
        """);
    script(
        folder.resolve("jdk/bin/java"),
        "for last; do :; done\nexec '%s' -Dsun.stdout.encoding=UTF-8 -Dstdout.encoding=UTF-8 '%s' \"$last\"\n"
            .formatted(java, folder.resolve("Echo.java")));
    // By way of a file, for the names that a test can hand on depend on its own locale.
    Files.writeString(
        folder.resolve("command"),
        "exec sh '%s' summary 'x/Länge'\n".formatted(root.resolve("nn")));
    for (String locale : List.of("xx_YY.UTF-8", "C", "C.UTF-8")) {
      Run run = run(Map.of("LC_ALL", locale), List.of("sh", folder.resolve("command").toString()));
      assertThat(run.out()).as("%s: %s", locale, run.err()).isEqualTo("x/Länge");
    }
  }

  /** Shells differ in what ends them, and in what they expand. */
  @Test
  void everyShellAtHandRunsIt() throws Exception {
    Map<String, String> answers = new TreeMap<>();
    for (List<String> shell :
        List.of(
            List.of("dash"),
            List.of("bash", "--posix"),
            List.of("busybox", "sh"),
            List.of("ksh"))) {
      if (Stream.of(System.getenv("PATH").split(":"))
          .anyMatch(bin -> Files.isExecutable(Path.of(bin, shell.get(0))))) {
        lock("1");
        List<String> command = new ArrayList<>(shell);
        command.addAll(
            List.of(root.resolve("nn").toString(), "step", "data=xor&hidden=*", "--web"));
        Run run = run(Map.of("NN_MAVEN_ARGS", "-D" + shell.get(0)), command);
        assertThat(run.code()).as("%s: %s", shell, run.err()).isZero();
        answers.put(shell.get(0), run.out().replaceAll("app\\.[0-9.]+", "app"));
      }
    }
    assertThat(answers.values()).allSatisfy(out -> assertThat(out).contains(PAGE_MEMORY));
    assertThat(answers.values().stream().distinct()).hasSizeLessThanOrEqualTo(1);
  }
}
