package dev.chainrule.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chainrule.data.Digits;
import dev.chainrule.data.Idx;
import dev.chainrule.data.Images;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Network;
import dev.chainrule.optim.Adam;
import dev.chainrule.tensor.Shape;
import dev.chainrule.train.History.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thread that is interrupted can still do: end its training, and keep what it learnt. */
@Timeout(120)
final class InterruptedThreadTest {
  @TempDir Path folder;

  private static Network network() {
    return Network.of(Shape.of(784), Dense.of(10), 1);
  }

  private static Trainer trainer(Network network) {
    return new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(0.01))
        .withBatch(32)
        .withEpochs(100_000);
  }

  /** For the next test, should one fail. */
  @AfterEach
  void clear() {
    boolean ignored = Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trainingEndsAfterTheStepAndTheInterruptStays(boolean readAhead) {
    Callback interrupting =
        new Callback() {
          @Override
          public void onStep(int epoch, int step, int steps, double loss) {
            if (epoch == 2 && step == 3) {
              Thread.currentThread().interrupt();
            }
          }
        };
    History history =
        trainer(network())
            .withCallback(interrupting)
            .fit(Digits.generate(320, 3).withReadAhead(readAhead));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(history.ending()).isEqualTo(Ending.STOPPED);
    assertThat(history.epochs()).extracting(Epoch::steps).containsExactly(10, 3);
    assertThat(history.message()).contains("step 3 of 10 in epoch 2");
  }

  /** As by {@code shutdownNow} of the pool on which it runs. */
  @Test
  void trainingOnAnotherThreadEnds() throws InterruptedException {
    Network network = network();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean saved = new AtomicBoolean();
    Callback telling =
        new Callback() {
          @Override
          public void onStep(int epoch, int step, int steps, double loss) {
            begun.countDown();
          }
        };
    Thread thread =
        new Thread(
            () -> {
              trainer(network).withCallback(telling).fit(Digits.generate(320, 3));
              try {
                network.save(folder.resolve("model.safetensors"));
                saved.set(Thread.currentThread().isInterrupted());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.start();
    begun.await();
    thread.interrupt();
    thread.join();
    assertThat(saved).isTrue();
    assertThat(folder.resolve("model.safetensors")).exists();
  }

  @Test
  void modelsAreSavedAndLoaded() throws IOException {
    Network network = network();
    Path file = folder.resolve("model.safetensors");
    Thread.currentThread().interrupt();
    network.save(file, Map.of("data", "digits"));
    Network.Saved loaded = Network.loadWithRemarks(file);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(loaded.remarks()).containsEntry("data", "digits");
    assertThat(loaded.network().params().flat()).isEqualTo(network.params().flat());
  }

  @Test
  void dataAreWrittenReadAndMapped() throws IOException {
    Images digits = Digits.generate(100, 3);
    Path pixels = folder.resolve("pixels");
    Path packed = folder.resolve("pixels.gz");
    Path labels = folder.resolve("labels");
    Thread.currentThread().interrupt();
    digits.pixels().write(pixels);
    digits.pixels().write(packed);
    digits.labels().write(labels);
    Images mapped = Images.map("mapped", pixels, labels, Images.numbered(10));
    assertThat(Idx.read(packed)).isEqualTo(digits.pixels());
    assertThat(Idx.read(pixels)).isEqualTo(digits.pixels());
    assertThat(mapped.pixels()).isEqualTo(digits.pixels());
    mapped.checkUnchanged();
    Evaluation.of(network(), new SoftmaxCrossEntropy(), mapped);
    assertThat(Digits.test().size()).isPositive(); // from the jar
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Files.size(labels)).isEqualTo(108);
  }

  /** Rows that never come, as of a network drive that hangs. */
  private record Hanging(Dataset of, CountDownLatch waits, CountDownLatch never)
      implements DelegatingDataset {
    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public boolean readAhead() {
      return true;
    }

    @Override
    public void read(int[] rows, int from, int count, float[] x, float[] y) {
      if (from > 0) {
        waits.countDown();
        try {
          never.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      of.read(rows, from, count, x, y);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rowsThatNeverComeDoNotKeepARunFromEnding(boolean byInterrupt) throws InterruptedException {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one core: nothing is read ahead");
    Hanging data =
        new Hanging(Digits.generate(320, 3), new CountDownLatch(1), new CountDownLatch(1));
    AtomicBoolean stop = new AtomicBoolean();
    Thread training = Thread.currentThread();
    Thread asking =
        new Thread(
            () -> {
              try {
                data.waits().await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              if (byInterrupt) {
                training.interrupt();
              } else {
                stop.set(true);
              }
            });
    asking.start();
    Network network = network();
    History history = trainer(network).withStop(stop::get).fit(data);
    assertThat(Thread.interrupted()).isEqualTo(byInterrupt);
    assertThat(history.ending()).isEqualTo(Ending.STOPPED);
    assertThat(history.epochs()).extracting(Epoch::steps).containsExactly(1);
    data.never().countDown();
    asking.join();
  }
}
