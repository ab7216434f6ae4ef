package dev.chainrule.bench;

import dev.chainrule.data.TrainTest;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Network;
import dev.chainrule.optim.Adam;
import dev.chainrule.train.Epoch;
import dev.chainrule.train.History;
import dev.chainrule.train.Trainer;
import java.util.Arrays;

/**
 * Times one epoch of 784-128-10 at batch 64 with Adam, by {@link Trainer#fit} as users call it:
 * shuffling, loading batches, steps, and the evaluation of the test rows. Each epoch begins with a
 * new network; start-up, reading files and a first epoch, in which the JIT compiles, do not count.
 */
public final class EpochBench {
  private EpochBench() {}

  /**
   * Times so many epochs, after as many that are not: the JIT compiler works on their code for
   * seconds.
   *
   * @param data of 784 inputs and 10 classes
   */
  public static EpochResult run(TrainTest data, int threads, int rounds) {
    double[] seconds = new double[rounds];
    double accuracy = 0;
    for (int i = -rounds; i < rounds; i++) {
      Network network = Workload.W2.newNetwork();
      Trainer trainer =
          new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(Adam.LR))
              .withBatch(Workload.W2.batch())
              .withEpochs(1)
              .withKernels(BenchKernels.choice(threads))
              .withValidation(data.test());
      long start = System.nanoTime();
      History history = trainer.fit(data.train());
      seconds[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
      accuracy = accuracy(history);
    }
    Arrays.sort(seconds);
    double median = Spread.quantile(seconds, 0.5);
    return new EpochResult(
        Workload.W2.network(),
        Workload.W2.batch(),
        Workload.W2.optimizer(),
        data.name(),
        new EpochResult.Seconds(median, seconds[0], seconds[rounds - 1], rounds),
        data.train().size() / median,
        accuracy);
  }

  private static double accuracy(History history) {
    Epoch last = history.epochs().get(history.epochs().size() - 1);
    return last.validationAccuracy()
        .orElseThrow(() -> new IllegalStateException("the epoch ended without an evaluation"));
  }
}
