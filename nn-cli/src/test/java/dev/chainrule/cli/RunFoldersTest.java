package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.cli.CommandLineRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every run has a folder of its own, and no model is written over without a word. */
final class RunFoldersTest {
  @TempDir private Path folder;

  @Test
  void runsBegunAtOnceShareNoFolder() throws Exception {
    int runs = 16;
    CyclicBarrier start = new CyclicBarrier(runs);
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    try {
      Callable<Path> one =
          () -> {
            start.await();
            return RunFolders.unused(folder.resolve("runs"), "digits-20260101-000000");
          };
      List<Future<Path>> all = IntStream.range(0, runs).mapToObj(i -> threads.submit(one)).toList();
      Set<String> names = new HashSet<>();
      for (Future<Path> path : all) {
        assertThat(path.get()).isDirectory();
        names.add(path.get().getFileName().toString());
      }
      assertThat(names)
          .hasSize(runs)
          .contains("digits-20260101-000000", "digits-20260101-000000-2")
          .contains("digits-20260101-000000-" + runs);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aModelIsWrittenOverOnlyWhenForced() throws IOException {
    Path model = folder.resolve("model.safetensors");
    assertThat(train().exitCode()).isZero();
    byte[] first = Files.readAllBytes(model);
    Result refused = train("--seed", "2");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains(folder + " has a run already (model.safetensors, history.csv")
        .contains("--out", "--force")
        .doesNotContain("epoch");
    assertThat(Files.readAllBytes(model)).isEqualTo(first);
    assertThat(train("--seed", "2", "--force").exitCode()).isZero();
    assertThat(Files.readAllBytes(model)).isNotEqualTo(first);
  }

  @Test
  void filesOfDataAreWrittenOverOnlyWhenForced() throws IOException {
    Path mine = Files.writeString(folder.resolve("test.csv"), "mine");
    String[] make = {"data", "make", "moons", "--rows", "20", "--out", folder.toString()};
    Result refused = run(make);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(mine + " is there already", "--force");
    assertThat(mine).hasContent("mine");
    assertThat(folder.resolve("train.csv")).doesNotExist();
    String[] forced = java.util.Arrays.copyOf(make, make.length + 1);
    forced[make.length] = "--force";
    assertThat(run(forced).exitCode()).isZero();
    assertThat(Files.readAllLines(mine)).hasSize(21);
  }

  private Result train(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("train", "--data", "moons", "--rows", "20", "--epochs", "1", "--out"));
    arguments.add(folder.toString());
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }
}
