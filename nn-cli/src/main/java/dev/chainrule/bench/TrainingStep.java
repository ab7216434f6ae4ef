package dev.chainrule.bench;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.optim.Optimizer;
import dev.chainrule.random.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A training step on one batch in memory: forward, loss, backward, update. */
final class TrainingStep implements TimedTask {
  private final Pass pass;
  private final Optimizer optimizer;
  private final Loss loss = new SoftmaxCrossEntropy();
  private final INDArray x;
  private final INDArray labels;

  TrainingStep(Workload workload, Network network, Kernels kernels) {
    pass = new Pass(network, Mode.TRAIN, RandomStream.of(1), kernels);
    optimizer = Optimizer.of(workload.rule(), network.params(), kernels);
    x = inputs(workload.batch(), workload.inputs());
    float[] classes = new float[workload.batch()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = i % workload.outputs();
    }
    labels = Nd4j.createFromArray(classes);
  }

  @Override
  public void run() {
    forward();
    loss();
    backward();
    update();
  }

  void forward() {
    pass.forward(x);
  }

  void loss() {
    pass.loss(loss, labels);
  }

  void backward() {
    pass.zeroGradients();
    pass.backward();
  }

  void update() {
    optimizer.step(pass.gradients());
  }

  /**
   * Rows of numbers around 0, by the formula of bench/README.md, so that other programs can have
   * the same. With numbers from 0 to 1 units die, and Adam's means of them become denormal numbers,
   * which take processors longer.
   */
  static INDArray inputs(int rows, int columns) {
    float[] values = new float[Math.multiplyExact(rows, columns)];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) ((k * 2_654_435_761L & 0xFFFF_FFFFL) / 0x1p32 - 0.5);
    }
    return Nd4j.createFromArray(values).reshape('c', rows, columns);
  }
}
