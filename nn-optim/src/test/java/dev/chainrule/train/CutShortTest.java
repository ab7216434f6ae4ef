package dev.chainrule.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chainrule.activation.Relu;
import dev.chainrule.data.DataChangedException;
import dev.chainrule.data.Digits;
import dev.chainrule.data.Images;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Adam;
import dev.chainrule.tensor.Shape;
import dev.chainrule.train.History.Ending;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapped file that another program cuts short, writes to or replaces while a network learns. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a mapped file cannot be cut short there")
@Timeout(120)
final class CutShortTest {
  private static final int ROWS = 2_000;
  private static final int BATCH = 32;

  @TempDir Path folder;
  private Path pixels;
  private Path labels;

  @BeforeEach
  void writeFiles() throws IOException {
    Images digits = Digits.generate(ROWS, 3);
    pixels = folder.resolve("pixels-idx3-ubyte");
    labels = folder.resolve("labels-idx1-ubyte");
    digits.pixels().write(pixels);
    digits.labels().write(labels);
  }

  private Images mapped() throws IOException {
    return Images.map("mapped", pixels, labels, Images.numbered(10));
  }

  private static Network network() {
    return Network.of(Shape.of(784), Sequential.of(Dense.of(16, new Relu()), Dense.of(10)), 1);
  }

  private static Trainer trainer(Network network) {
    return new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01))
        .withBatch(BATCH)
        .withEpochs(3);
  }

  /** Does something in a step, and counts them. */
  private static final class At implements Callback {
    private final int wanted;
    private final Action action;
    private final AtomicInteger steps = new AtomicInteger();

    interface Action {
      void run() throws IOException;
    }

    At(int wanted, Action action) {
      this.wanted = wanted;
      this.action = action;
    }

    @Override
    public void onStep(int epoch, int step, int of, double loss) {
      if (steps.incrementAndGet() == wanted) {
        try {
          action.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void cut(Path file, long length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }

  private static void setAnotherTime(Path file) throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 2_000));
  }

  /**
   * No row that is read after the cut is learnt from: the network is, bit for bit, what it was
   * after as many steps on the whole file.
   */
  @ParameterizedTest
  @CsvSource({
    "pixels-idx3-ubyte, false, 0",
    "pixels-idx3-ubyte, true, 0",
    "pixels-idx3-ubyte, false, 1000001",
    "pixels-idx3-ubyte, true, 1000001",
    "labels-idx1-ubyte, false, 9",
    "labels-idx1-ubyte, true, 9"
  })
  void aFileThatIsCutShortEndsTheRunWithTheLastGoodParameters(
      String name, boolean readAhead, long length) throws IOException {
    assumeTrue(!readAhead || KernelChoice.best().threads() > 1, "one core: nothing is read ahead");
    Path whole = Files.copy(pixels, folder.resolve("whole"));
    Path itsLabels = Files.copy(labels, folder.resolve("its-labels"));
    Path file = folder.resolve(name);
    Network network = network();
    At cutting = new At(10, () -> cut(file, length));
    Dataset data = mapped().withReadAhead(readAhead);
    assertThatExceptionOfType(DataChangedException.class)
        .isThrownBy(() -> trainer(network).withCallback(cutting).fit(data))
        .withMessageStartingWith(file + " was cut short while it was read, from ")
        .withMessageContaining(" to " + length + " bytes");

    int steps = cutting.steps.get();
    assertThat(steps).isBetween(10, 11); // one batch may have been gathered before the cut
    Network expected = network();
    AtomicInteger taken = new AtomicInteger();
    trainer(expected)
        .withStop(() -> taken.incrementAndGet() == steps)
        .fit(Images.map("whole", whole, itsLabels, Images.numbered(10)).withReadAhead(false));
    assertThat(numbers(network)).isEqualTo(numbers(expected));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatIsWrittenToEndsTheRunWithTheEpoch(boolean readAhead) throws IOException {
    Network network = network();
    At writing =
        new At(
            10,
            () -> {
              try (RandomAccessFile open = new RandomAccessFile(pixels.toFile(), "rw")) {
                open.seek(5_000);
                open.write(1);
              }
              setAnotherTime(pixels);
            });
    Dataset data = mapped().withReadAhead(readAhead);
    assertThatExceptionOfType(DataChangedException.class)
        .isThrownBy(() -> trainer(network).withCallback(writing).fit(data))
        .withMessageStartingWith(pixels + " was written to while it was read");
    assertThat(writing.steps).hasValue((ROWS + BATCH - 1) / BATCH);
    for (double number : numbers(network)) {
      assertThat(number).isFinite();
    }
  }

  /** The way to bring new data: the old file lives on for as long as it is mapped. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileInWhosePlaceAnotherOneIsMovedDoesNoHarm(boolean readAhead) throws IOException {
    At moving =
        new At(
            10,
            () -> {
              Path other = Files.write(folder.resolve("other"), new byte[3]);
              Files.move(other, pixels, StandardCopyOption.REPLACE_EXISTING);
              Files.delete(labels);
            });
    Network network = network();
    Network expected = network();
    Dataset data = mapped();
    trainer(expected).fit(data.withReadAhead(false));
    History history = trainer(network).withCallback(moving).fit(data.withReadAhead(readAhead));
    assertThat(history.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(numbers(network)).isEqualTo(numbers(expected));
  }

  /** The rows that are looked at after each epoch come from a file, too. */
  @ParameterizedTest
  @ValueSource(longs = {0, 700_001})
  void heldOutRowsThatAreCutShortAreNoResult(long length) throws IOException {
    Images digits = Digits.generate(200, 4);
    Images heldOut = mapped();
    Network network = network();
    AtomicInteger epochs = new AtomicInteger();
    Callback cutting =
        new Callback() {
          @Override
          public void onEpoch(Epoch epoch) {
            assertThat(epoch.validationLoss()).isPresent();
            epochs.incrementAndGet();
            try {
              cut(pixels, length);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    assertThatExceptionOfType(DataChangedException.class)
        .isThrownBy(
            () -> trainer(network).withValidation(heldOut).withCallback(cutting).fit(digits))
        .withMessageContaining("was cut short");
    assertThat(epochs).hasValue(1);
    assertThatExceptionOfType(DataChangedException.class)
        .isThrownBy(() -> Evaluation.of(network, new SoftmaxCrossEntropy(), heldOut));
    assertThatExceptionOfType(DataChangedException.class)
        .isThrownBy(() -> heldOut.pixels().write(folder.resolve("copy")));
  }

  private static double[] numbers(Network network) {
    return network.params().flat().dup().data().asDouble();
  }
}
