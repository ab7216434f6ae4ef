package dev.chainrule.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.activation.Relu;
import dev.chainrule.data.Digits;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Adam;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand steps, a smaller last batch among each epoch's: memory does not grow. */
@Tag("rough")
final class SteadyStateTest {
  private static final int STEPS = 10_000;
  private static final int WARM_UP = 1_000;
  private static final long MEGABYTE = 1 << 20;

  /** What is in use after a collection. */
  private record Memory(long heap, long tracked, long allocatedByThread) {
    static Memory now() {
      for (int i = 0; i < 3; i++) {
        System.gc();
        System.runFinalization();
      }
      var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      return new Memory(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          Pointer.totalBytes(),
          threads.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }
  }

  @Test
  void memoryDoesNotGrow() {
    Dataset data = Digits.train().first(1000); // 64 does not divide it
    Network network =
        Network.of(
            data.inputShape(),
            Sequential.of(Dense.of(32, new Relu()), new Dropout(0.1), Dense.of(10)),
            1);
    List<Memory> seen = new ArrayList<>();
    int[] steps = {0};
    new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(1e-3))
        .withEpochs(STEPS / 16 + 1)
        .withCallback(
            new Callback() {
              @Override
              public void onStep(int epoch, int step, int all, double loss) {
                steps[0]++;
                if (steps[0] == WARM_UP || steps[0] == STEPS) {
                  seen.add(Memory.now());
                }
              }
            })
        .fit(data);
    Memory before = seen.get(0);
    Memory after = seen.get(1);
    assertThat(after.heap() - before.heap()).as("heap").isLessThan(MEGABYTE);
    assertThat(after.tracked() - before.tracked()).as("native memory").isLessThanOrEqualTo(0);
    // Per epoch, an order of rows and two views for the last batch. The step itself makes nothing:
    // nn
    // bench.
    long perStep = (after.allocatedByThread() - before.allocatedByThread()) / (STEPS - WARM_UP);
    assertThat(perStep).as("bytes allocated per step").isLessThan(2048);
  }
}
