package dev.chainrule.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chainrule.activation.Relu;
import dev.chainrule.data.Digits;
import dev.chainrule.dataset.BlockShuffle;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.dataset.Shuffle;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.loss.Losses;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Adam;
import dev.chainrule.optim.Sgd;
import dev.chainrule.tensor.Shape;
import dev.chainrule.train.History.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The next batch read on another thread: the same to the bit, and gone when training is. */
final class ReadAheadTest {
  /** A data set that notes who reads which rows, and fails at one of them. */
  private static class Watched implements DelegatingDataset {
    private final Dataset of;
    private final int failAt;
    private final List<Thread> readers = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> rows = Collections.synchronizedList(new ArrayList<>());

    Watched(Dataset of, int failAt) {
      this.of = of;
      this.failAt = failAt;
    }

    @Override
    public Dataset of() {
      return of;
    }

    @Override
    public void read(int[] wanted, int from, int count, float[] x, float[] y) {
      readers.add(Thread.currentThread());
      for (int i = 0; i < count; i++) {
        rows.add(wanted[from + i]);
        if (wanted[from + i] == failAt) {
          throw new IllegalStateException("row " + failAt + " cannot be read");
        }
      }
      of.read(wanted, from, count, x, y);
    }
  }

  private static final int NEVER = -1;

  private static Watched digits(int failAt) {
    return new Watched(Digits.generate(330, 3), failAt);
  }

  private static Network network() {
    return Network.of(
        Shape.of(784), Sequential.of(Dense.of(16, new Relu()), new Dropout(0.1), Dense.of(10)), 1);
  }

  private static Trainer trainer(Network network, Loss loss) {
    return new Trainer(network, loss, Adam.of(0.01)).withBatch(32).withEpochs(3);
  }

  /** Not by how often {@code stop} is asked: while rows are waited for, it is asked too. */
  private static Callback counting(AtomicInteger steps) {
    return new Callback() {
      @Override
      public void onStep(int epoch, int step, int of, double loss) {
        steps.incrementAndGet();
      }
    };
  }

  @Test
  void learnsTheSameToTheBit() {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one core: nothing is read ahead");
    for (Loss loss : List.of(new SoftmaxCrossEntropy(), Losses.TABLE.get("mse"))) {
      for (Shuffle shuffle : List.of(Shuffle.UNIFORM, new BlockShuffle(50, 3))) {
        Watched here = digits(NEVER);
        Watched there = digits(NEVER);
        Network plain = network();
        Network ahead = network();
        History one = trainer(plain, loss).fit(here.withShuffle(shuffle).withReadAhead(false));
        History two = trainer(ahead, loss).fit(there.withShuffle(shuffle).withReadAhead(true));
        assertThat(ahead.params().flat().dup().data().asFloat())
            .isEqualTo(plain.params().flat().dup().data().asFloat());
        assertThat(two.epochs().stream().map(Epoch::loss))
            .isEqualTo(one.epochs().stream().map(Epoch::loss).toList());
        assertThat(two.epochs().stream().map(Epoch::accuracy))
            .isEqualTo(one.epochs().stream().map(Epoch::accuracy).toList());
        assertThat(there.rows).isEqualTo(here.rows).hasSize(3 * 330);
        assertThat(here.readers).contains(Thread.currentThread());
        assertThat(there.readers).doesNotContain(Thread.currentThread());
        assertThat(there.readers.stream().distinct()).singleElement().matches(Thread::isDaemon);
      }
    }
  }

  /** Memory is read here unless a data set asks for more. */
  @Test
  void digitsInMemoryAreReadOnTheTrainingThread() {
    Watched digits = digits(NEVER);
    trainer(network(), new SoftmaxCrossEntropy()).fit(digits);
    assertThat(digits.readers).containsOnly(Thread.currentThread());
  }

  @Test
  void whatGoesWrongIsThrownByFitAndTheReaderEnds() throws InterruptedException {
    for (boolean readAhead : new boolean[] {false, true}) {
      Watched digits = digits(77);
      AtomicInteger steps = new AtomicInteger();
      assertThatThrownBy(
              () ->
                  trainer(network(), new SoftmaxCrossEntropy())
                      .withCallback(counting(steps))
                      .fit(digits.withReadAhead(readAhead)))
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("row 77 cannot be read")
          .hasNoCause()
          .satisfies(
              e ->
                  assertThat(e.getStackTrace()[0].getClassName())
                      .isEqualTo(Watched.class.getName()));
      assertThat(steps.get()).as("steps before it").isEqualTo((digits.rows.size() - 1) / 32);
      readersEnd(digits);
    }
  }

  @Test
  void anErrorStaysAnError() {
    Dataset digits = Digits.generate(40, 3);
    Dataset broken =
        new Watched(digits, NEVER) {
          @Override
          public void read(int[] rows, int from, int count, float[] x, float[] y) {
            throw new InternalError("a fault occurred");
          }
        };
    assertThatThrownBy(
            () -> trainer(network(), new SoftmaxCrossEntropy()).fit(broken.withReadAhead(true)))
        .isExactlyInstanceOf(InternalError.class);
  }

  @Test
  void aStopEndsTheReader() throws InterruptedException {
    Watched digits = digits(NEVER);
    AtomicInteger steps = new AtomicInteger();
    History history =
        trainer(network(), new SoftmaxCrossEntropy())
            .withCallback(counting(steps))
            .withStop(() -> steps.get() == 4)
            .fit(digits.withReadAhead(true));
    assertThat(history.ending()).isEqualTo(Ending.STOPPED);
    int read = digits.rows.size();
    assertThat(read).isBetween(4 * 32, 5 * 32);
    readersEnd(digits);
    assertThat(digits.rows).as("nobody reads once fit has returned").hasSize(read);
  }

  @Test
  void divergenceEndsTheReader() throws InterruptedException {
    Watched digits = digits(NEVER);
    History history =
        new Trainer(network(), new SoftmaxCrossEntropy(), new Sgd(1e38))
            .withBatch(32)
            .fit(digits.withReadAhead(true));
    assertThat(history.ending()).isEqualTo(Ending.DIVERGED);
    readersEnd(digits);
  }

  private static void readersEnd(Watched data) throws InterruptedException {
    for (Thread reader : data.readers) {
      if (reader != Thread.currentThread()) {
        reader.join(10_000);
        assertThat(reader.isAlive()).isFalse();
      }
    }
  }
}
