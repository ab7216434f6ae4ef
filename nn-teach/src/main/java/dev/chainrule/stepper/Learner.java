package dev.chainrule.stepper;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.optim.Optimizer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.AlignedArray;
import dev.chainrule.tensor.Shape;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.TraceRule;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that learns, from a snapshot on: a copy of its numbers, a way through it, an optimizer.
 * One step of it is what a trace shows. For one thread, and thrown away afterwards.
 */
final class Learner {
  private final Setup setup;
  private final Network network;
  private final Kernels kernels;
  private final Pass pass;
  private final Optimizer optimizer;
  private int[] shown = {};
  private final INDArray x;
  private final INDArray target;

  /** Goes on from this snapshot. */
  Learner(Snapshot snapshot) {
    this(snapshot, snapshot.setup().batch());
  }

  /** The same with room for so many rows. */
  Learner(Snapshot snapshot, int rows) {
    setup = snapshot.setup();
    network = setup.network(snapshot.theta());
    // On one thread: the work is small, and there may be many learners.
    kernels = KernelChoice.best().withThreads(1).kernels(setup.type());
    pass = new Pass(network, Mode.TRAIN, RandomStream.of(0), kernels);
    optimizer =
        Optimizer.resume(
            setup.rule(snapshot.rate()),
            network.params(),
            snapshot.memory().toVector(),
            snapshot.updates(),
            kernels);
    x = AlignedArray.zeros(setup.type(), Shape.of(rows, setup.samples().features()));
    int width = setup.targetWidth();
    target = AlignedArray.zeros(setup.type(), width == 0 ? Shape.of(rows) : Shape.of(rows, width));
  }

  Network network() {
    return network;
  }

  Pass pass() {
    return pass;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  INDArray x() {
    return x;
  }

  INDArray target() {
    return target;
  }

  /** Looks at these rows of a snapshot. */
  void show(Snapshot snapshot, int[] rows) {
    if (Arrays.equals(rows, shown)) {
      return; // one row over and over, or all
    }
    double[][] inputs = new double[rows.length][];
    double[][] targets = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      inputs[i] = snapshot.input(rows[i]);
      targets[i] = setup.asLossWants(setup.samples().target(rows[i]));
    }
    show(inputs, targets);
    shown = rows;
  }

  /** Looks at these inputs. */
  void show(double[][] inputs) {
    kernels.write(flat(inputs), x);
    shown = new int[0];
  }

  /** Looks at these inputs, and what they are to become, as the loss wants it. */
  void show(double[][] inputs, double[][] targets) {
    show(inputs);
    kernels.write(flat(targets), target);
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The loss of what it looks at. */
  double forward() {
    pass.forward(x);
    return pass.loss(setup.loss(), target);
  }

  /** Learns from it: ∂L/∂θ, then θ ← θ − u. */
  void learn() {
    pass.zeroGradients();
    pass.backward();
    optimizer.step(pass.gradients());
  }

  /** The same step, forward and learning, watched. */
  Trace trace(boolean learns, double rate) {
    if (!learns) {
      return Trace.of(pass, setup.loss(), x, target);
    }
    TraceRule rule =
        setup.optimizer().equals("sgd")
            ? TraceRule.gradientDescent(rate, optimizer::step)
            : TraceRule.named(setup.optimizer(), optimizer::step);
    return Trace.of(pass, setup.loss(), x, target, rule);
  }
}
