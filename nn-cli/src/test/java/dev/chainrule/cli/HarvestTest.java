package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chainrule.data.Synthetic;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Network;
import dev.chainrule.optim.Adam;
import dev.chainrule.tensor.Shape;
import dev.chainrule.train.Callback;
import dev.chainrule.train.Epoch;
import dev.chainrule.train.History;
import dev.chainrule.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever ends a run, what was learnt is written. */
final class HarvestTest {
  @TempDir private Path temporary;
  private RunFolder folder;
  private final Dataset data = Synthetic.moons(320, 0.1, 1);
  private final Network network = Network.of(Shape.of(2), Dense.of(2), 1);

  @BeforeEach
  void makeFolder() throws IOException {
    folder = RunFolder.create(temporary.resolve("run"));
  }

  private History run(Callback event) throws RunFailure {
    try (GracefulStop stop = new GracefulStop()) {
      Harvest harvest = new Harvest(folder, network, Map.of("data", "moons"), "test", stop);
      return harvest.of(
          () ->
              new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01))
                  .withBatch(32)
                  .withEpochs(3)
                  .withCallback(harvest)
                  .withCallback(event)
                  .fit(data),
          () -> new JsonObject().put("data", "moons"));
    }
  }

  private static Callback inStepThreeOfEpochTwo(Runnable action) {
    return new Callback() {
      @Override
      public void onStep(int epoch, int step, int steps, double loss) {
        if (epoch == 2 && step == 3) {
          action.run();
        }
      }
    };
  }

  static List<Throwable> failures() {
    return List.of(
        new IllegalStateException("the callback is wrong."),
        new UncheckedIOException("pixels was cut short", new IOException()),
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new NullPointerException());
  }

  private static <T extends Throwable> void sneak(Throwable e) throws T {
    @SuppressWarnings("unchecked")
    T any = (T) e;
    throw any;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aRunThatFailsLeavesTheNetworkAndItsHistory(Throwable failure) throws IOException {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(
            () -> run(inStepThreeOfEpochTwo(() -> HarvestTest.<RuntimeException>sneak(failure))))
        .withCause(failure)
        .satisfies(
            e ->
                assertThat(Sentences.of(e))
                    .startsWith(Sentences.of(failure))
                    .endsWith(
                        ". What was learnt until step 3 of 10 in epoch 2 is kept in "
                            + folder.model()
                            + "."));
    Network.Saved saved = Network.loadWithRemarks(folder.model());
    assertThat(saved.remarks()).containsEntry("data", "moons");
    assertThat(saved.network().params().flat()).isEqualTo(network.params().flat());
    assertThat(saved.network().params().flat())
        .isNotEqualTo(Network.of(Shape.of(2), Dense.of(2), 1).params().flat());
    assertThat(Files.readAllLines(folder.folder().resolve("history.csv"))).hasSize(2);
    assertThat(folder.folder().resolve("curves.png")).exists();
    assertThat(folder.folder().resolve("config.json"))
        .content()
        .contains("\"ending\" : \"failed\"", "\"epochs\" : 1");
  }

  @Test
  void aRunThatFailsBeforeItsFirstStepWritesNothing() {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(
            () -> {
              try (GracefulStop stop = new GracefulStop()) {
                new Harvest(folder, network, Map.of(), "test", stop)
                    .of(
                        () -> {
                          throw new IllegalArgumentException("rows do not fit");
                        },
                        JsonObject::new);
              }
            })
        .satisfies(
            e ->
                assertThat(Sentences.of(e))
                    .isEqualTo("rows do not fit. No step was taken, so nothing was written."));
    assertThat(folder.folder()).isEmptyDirectory();
  }

  /** A file that cannot be written costs neither the network nor the other files. */
  @Test
  void aHistoryThatCannotBeWrittenIsNamedAndTheRestIsKept() throws IOException {
    Path history = folder.folder().resolve("history.csv");
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> run(inStepThreeOfEpochTwo(() -> makeDirectory(history))))
        .satisfies(
            e ->
                assertThat(Sentences.of(e))
                    .contains(history.toString(), "What was learnt until step 10 of 10 in epoch 3")
                    .endsWith(" is kept in " + folder.model() + "."));
    assertThat(Network.load(folder.model()).params().flat()).isEqualTo(network.params().flat());
    assertThat(folder.folder().resolve("curves.png")).exists();
    assertThat(folder.folder().resolve("config.json")).exists();
  }

  /** Such as on a disk that has become full. */
  @Test
  void aNetworkThatCannotBeWrittenToItsFolderIsWrittenElsewhere() throws IOException {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> run(inStepThreeOfEpochTwo(() -> makeDirectory(folder.model()))))
        .satisfies(
            e -> {
              Matcher kept =
                  Pattern.compile("is kept in (\\S+model.safetensors)\\.$")
                      .matcher(Sentences.of(e));
              assertThat(kept.find()).isTrue();
              Path elsewhere = Path.of(kept.group(1));
              assertThat(elsewhere).isNotEqualTo(folder.model());
              assertThat(Network.load(elsewhere).params().flat())
                  .isEqualTo(network.params().flat());
              Files.delete(elsewhere);
              Files.delete(elsewhere.getParent());
            });
  }

  @Test
  void aRunThatIsDoneIsWrittenBeforeWhatFollows() throws Exception {
    History history = run(inStepThreeOfEpochTwo(() -> {}));
    assertThat(history.epochs()).extracting(Epoch::number).containsExactly(1, 2, 3);
    assertThat(Files.readAllLines(folder.folder().resolve("history.csv"))).hasSize(4);
    try (GracefulStop stop = new GracefulStop()) {
      Harvest harvest = new Harvest(folder, network, Map.of(), "test", stop);
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(
              () ->
                  harvest.andThen(
                      () -> {
                        throw new IOException("the test rows are gone");
                      }))
          .withMessageContaining("the test rows are gone");
    }
  }

  private static void makeDirectory(Path file) {
    try {
      Files.createDirectories(file.resolve("in the way"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
