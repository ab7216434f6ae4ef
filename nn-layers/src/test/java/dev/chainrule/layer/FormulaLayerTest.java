package dev.chainrule.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.activation.Activation;
import dev.chainrule.activation.Activations;
import dev.chainrule.activation.Tanh;
import dev.chainrule.autodiff.GradientCheck;
import dev.chainrule.autodiff.Var;
import dev.chainrule.init.Preset;
import dev.chainrule.loss.Losses;
import dev.chainrule.loss.Reduction;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.NetworkCheck;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Sequential;
import dev.chainrule.param.Initializer.Fans;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What users of formulas meet: what is refused, and with which words. */
final class FormulaLayerTest {
  private static Network network(Layer... layers) {
    return Network.of(Shape.of(3), Sequential.of(layers), 1);
  }

  private static INDArray batch(long rows) {
    RandomStream random = RandomStream.of(7);
    float[] numbers = new float[(int) rows * 3];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(numbers).reshape(rows, 3);
  }

  private static ParamSpec weight(long... dims) {
    return new ParamSpec("w", Shape.of(dims), new Fans(3, 3), Preset.KERAS.weights());
  }

  /** The formula draws one mask for the batch; samples must be differentiated with that one. */
  @Test
  void samplesHaveTheDropoutOfTheBatch() {
    Layer layer =
        Layers.of(
            "drop",
            in -> List.of(weight(3, 3)),
            (x, theta) -> {
              Var once = new Dropout(0.5).define(x.matmul(theta.get("w")), theta);
              return new Dropout(0.3).define(once.tanh(), theta);
            });
    Pass pass = network(Dense.of(3, new Tanh()), layer).trainingPass(5);
    INDArray y = pass.forward(batch(6)).dup('c');
    INDArray samples = pass.backwardPerSample(Nd4j.ones(DataType.FLOAT, 6, 3));
    double[] sum = samples.sum(0).data().asDouble();
    double[] gradient = pass.gradients().flat().dup('c').data().asDouble();
    assertThat(Arrays.stream(gradient).anyMatch(g -> g != 0)).isTrue();
    assertThat(sum).containsExactly(gradient, within(1e-4));
    pass.pushforward(batch(6), pass.network().params());
    assertThat(pass.forward(batch(6))).as("a new mask").isNotEqualTo(y);
  }

  @Test
  void whatFailsLaterSaysInWhichLayer() {
    Var two = Var.matrix(new double[] {1, 2, 3}, new double[] {4, 5, 6});
    Network added = network(Dense.of(3), Layers.of("added", x -> x.add(two)));
    assertThatThrownBy(() -> added.predict(batch(5)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("layer 1 added on shape [5, 3]: add: shapes [5, 3] and [2, 3]")
        .hasRootCauseInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> network(Layers.of("constant", x -> two)).predict(batch(5)))
        .hasMessage(
            "layer 0 constant: a formula makes as many rows as it is given, but made shape [2, 3]"
                + " from [5, 3]");
    Activation bad = Activations.of("bad", z -> z.add(two));
    assertThatThrownBy(() -> network(Dense.of(3, bad)).predict(batch(5)))
        .hasMessageStartingWith("layer 0.0 bad on shape [5, 3]: add");
  }

  @Test
  @SuppressWarnings("NullAway") // what they are not to do
  void nullIsNoVar() {
    String words = ": the formula gave null in place of a Var";
    assertThatThrownBy(() -> network(Layers.of("none", x -> null))).hasMessage("none" + words);
    Activation none = Activations.of("none", x -> null);
    assertThatThrownBy(() -> network(Dense.of(2, none))).hasMessage("none" + words);
    Pass pass = network(Dense.of(3)).trainingPass(1);
    pass.forward(batch(2));
    assertThatThrownBy(() -> pass.loss(Losses.of("none", Reduction.MEAN, (p, t) -> null), batch(2)))
        .hasMessage("none" + words);
  }

  /** Formulas that take indices of classes do not take the numbers that shapes are tried on. */
  @Test
  void embeddingsByAFormula() {
    Layer embedding =
        Layers.of(
            "embedding",
            in -> List.of(weight(10, 4)),
            (x, theta) -> x.reshape(x.shape().dim(0)).oneHot(10).matmul(theta.get("w")));
    Network network = Network.of(Shape.of(1), embedding, 1);
    INDArray y = network.predict(Nd4j.createFromArray(new float[][] {{3}, {5}, {3}}));
    assertThat(y.getRow(0)).isEqualTo(y.getRow(2)).isEqualTo(network.params().view("w").getRow(3));
    assertThatThrownBy(() -> network.predict(Nd4j.createFromArray(new float[][] {{10}})))
        .hasMessage("the layer embedding on shape [1, 1]: classes are 0 to 9, got 10.0 at place 0");
  }

  @Test
  void denseTakesNoActivationWithParameters() {
    record Prelu() implements Activation {
      @Override
      public List<ParamSpec> parameters(Shape input) {
        return List.of(weight(input.toArray()));
      }

      @Override
      public Var define(Var x) {
        return x;
      }
    }
    assertThatThrownBy(() -> network(Dense.of(2, new Prelu())))
        .hasMessage(
            "layer[0] Dense(→2): Prelu[] has parameters of its own, and an activation within Dense"
                + " has none. Put it behind as a layer: Dense.of(2), then the activation.");
  }

  @Test
  void aFailedForwardLeavesNoWayBack() {
    boolean[] fails = {false};
    Layer moody =
        Layers.of(
            "moody",
            x -> {
              if (fails[0]) {
                throw new IllegalStateException("not today");
              }
              return x.square();
            });
    Pass pass = network(moody).trainingPass(1);
    pass.forward(batch(2));
    fails[0] = true;
    assertThatThrownBy(() -> pass.forward(batch(2))).hasMessage("not today");
    assertThatThrownBy(() -> pass.backward(batch(2)))
        .hasMessage("nothing to go back through yet: call forward first");
    assertThatThrownBy(() -> pass.pushforward(batch(2)))
        .hasMessage("nothing to go forward from yet: call forward first");
  }

  /** Kernels trust what they get: another layout would be read beyond its end. */
  @Test
  void tangentsMustFit() {
    Network network = network(Dense.of(2));
    Pass pass = network.trainingPass(1);
    pass.forward(batch(2));
    assertThatThrownBy(() -> pass.pushforward(batch(2), network(Dense.of(4)).params()))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(
            "dθ must have the layout of the parameters, 0.weight [2, 3], 0.bias [2], got"
                + " 0.weight [4, 3], 0.bias [4].");
    assertThatThrownBy(() -> pass.pushforward(batch(2), network.as(DataType.DOUBLE).params()))
        .hasMessageStartingWith("dθ must be FLOAT as the parameters are, got DOUBLE.");
  }

  /** |p − t| has a kink where a prediction is its target, which a gradient check must not judge. */
  @Test
  void kinksOfALossAreSteppedAround() {
    Network network = network(Dense.of(2));
    INDArray targets = network.predict(batch(4));
    targets.putScalar(0, 0, 7); // of the others, every prediction is on its kink
    Loss l1 = Losses.of("l1", Reduction.MEAN, (p, t) -> p.sub(t).abs().sum(1));
    GradientCheck.Report report =
        NetworkCheck.ofLoss(network, l1, batch(4), targets).parameters().run();
    assertThat(report.checked()).isZero();
    assertThat(report.kinks()).isEqualTo(8 + 5);
    INDArray apart = targets.add(1);
    assertThat(NetworkCheck.ofLoss(network, l1, batch(4), apart).parameters().run().error())
        .isLessThan(1e-7);
  }

  @Test
  void aFormulaIsNotSaved(@TempDir Path folder) {
    Network network = network(Dense.of(2, Activations.of("swish", z -> z.mul(z.sigmoid()))));
    assertThatThrownBy(() -> network.save(folder.resolve("model.safetensors")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("swish", "What is given as a lambda cannot be written");
    assertThat(folder).isEmptyDirectory();
  }
}
