package dev.chainrule.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Predictions of one row and of many, from one thread and from many. */
final class PredictorTest {
  private static final Network NETWORK =
      Network.of(
          Shape.of(300), Sequential.of(new TestLayers.Affine(70), new TestLayers.Affine(9)), 1);

  private static float[] numbers(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @Test
  void manyRowsAreAsTheyAreInPieces() {
    for (int rows : new int[] {1, 499, 500, 501, 1234}) {
      INDArray x = Nd4j.rand(DataType.FLOAT, rows, 300);
      INDArray y = NETWORK.predict(x);
      assertThat(y.shape()).containsExactly(rows, 9);
      Pass pass = NETWORK.inferencePass();
      for (int from = 0; from < rows; from += 500) {
        int to = Math.min(rows, from + 500);
        var piece = org.nd4j.linalg.indexing.NDArrayIndex.interval(from, to);
        float[] expected = numbers(pass.forward(x.get(piece).dup('c').reshape(to - from, 300)));
        assertThat(numbers(y.get(piece))).isEqualTo(expected);
      }
    }
  }

  @Test
  void takesAnyLayoutAndType() {
    INDArray x = Nd4j.rand(DataType.FLOAT, 700, 300);
    float[] expected = numbers(NETWORK.predict(x));
    assertThat(numbers(NETWORK.predict(x.dup('f')))).isEqualTo(expected);
    assertThat(numbers(NETWORK.predict(x.castTo(DataType.DOUBLE)))).isEqualTo(expected);
    INDArray wide = Nd4j.rand(DataType.FLOAT, 700, 400);
    INDArray view =
        wide.get(
            org.nd4j.linalg.indexing.NDArrayIndex.all(),
            org.nd4j.linalg.indexing.NDArrayIndex.interval(50, 350));
    view.assign(x);
    assertThat(numbers(NETWORK.predict(view))).isEqualTo(expected);
  }

  @Test
  void everyThreadGetsTheSameBits() throws Exception {
    List<INDArray> inputs = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    for (int rows : new int[] {1, 7, 300, 650}) {
      INDArray x = Nd4j.rand(DataType.FLOAT, rows, 300);
      inputs.add(x);
      expected.add(numbers(NETWORK.predict(x)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int first = i;
        all.add(
            threads.submit(
                () -> {
                  for (int j = 0; j < 50; j++) {
                    int k = (first + j) % inputs.size();
                    assertThat(numbers(NETWORK.predict(inputs.get(k)))).isEqualTo(expected.get(k));
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Threads follow from how much is computed at the same time, not from how many networks are. */
  @Test
  void manyNetworksKeepNoThreads() throws InterruptedException {
    INDArray x = Nd4j.rand(DataType.FLOAT, 500, 300);
    List<Network> networks = new ArrayList<>();
    long most = 0;
    for (int i = 0; i < 600; i++) {
      Network network = Network.of(Shape.of(300), new TestLayers.Affine(9), i);
      network.predict(x);
      networks.add(network); // none is collected
      most = Math.max(most, helpers());
    }
    assertThat(most).isLessThanOrEqualTo(KernelChoice.MOST_THREADS);
    for (int waits = 0; helpers() > 0 && waits < 600; waits++) {
      Thread.sleep(50);
    }
    assertThat(helpers()).isZero();
    assertThat(networks).hasSize(600);
  }

  private static long helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("chainrule-"))
        .count();
  }

  @Test
  void aClosedNetworkPredictsAsBefore() {
    INDArray x = Nd4j.rand(DataType.FLOAT, 20, 300);
    float[] expected = numbers(NETWORK.predict(x));
    Network network = Network.of(NETWORK.inputShape(), NETWORK.layer(), NETWORK.params());
    assertThat(numbers(network.predict(x))).isEqualTo(expected);
    network.close();
    network.close();
    assertThat(numbers(network.predict(x))).isEqualTo(expected);
  }
}
