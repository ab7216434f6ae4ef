package dev.chainrule.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.chainrule.activation.Gelu;
import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Sigmoid;
import dev.chainrule.activation.Softmax;
import dev.chainrule.activation.Tanh;
import dev.chainrule.autodiff.Var;
import dev.chainrule.laws.Law;
import dev.chainrule.laws.LossLaws;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Flatten;
import dev.chainrule.loss.Losses;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.loss.SquaredError;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.nn.Theta;
import dev.chainrule.param.Initializer;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is true of the curvature of every network under every loss, and what is said of errors. */
final class CurvatureTest {
  private static final double ROUNDING = 1e-11;
  private static final int ROWS = 4;

  /** A network, a loss and a batch. */
  private record Case(Network network, Loss loss, INDArray x, INDArray targets) {
    Curvature at() {
      return Curvature.of(network, loss, x, targets);
    }

    Curvature at(INDArray theta) {
      Network moved = network.as(DataType.DOUBLE);
      moved.params().flat().assign(theta);
      return Curvature.of(moved, loss, x, targets);
    }

    INDArray theta() {
      return network.params().flat();
    }

    INDArray direction(int seed) {
      return normal(seed, theta().length());
    }
  }

  /** y = a tanh(b x) with one a and one b for all features: a formula and nothing else. */
  @JsonTypeName("test-wave")
  record Wave() implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public List<ParamSpec> parameters(Shape input) {
      Initializer ones = (shape, fans, random) -> new double[] {1.5};
      Initializer.Fans fans = new Initializer.Fans(1, 1);
      return List.of(
          new ParamSpec("a", Shape.of(1), fans, ones), new ParamSpec("b", Shape.of(1), fans, ones));
    }

    @Override
    public Var define(Var x, Theta theta) {
      return x.mul(theta.get("b").sum()).tanh().mul(theta.get("a").sum());
    }
  }

  private static final Map<String, Layer> NETWORKS =
      Map.of(
          "tanh", Sequential.of(Dense.of(4, new Tanh()), Dense.of(3)),
          "relu and dropout", Sequential.of(Dense.of(5, new Relu()), new Dropout(0.5), Dense.of(3)),
          "gelu, nested, without bias",
              Sequential.of(
                  Sequential.of(Dense.of(3, new Gelu()).withoutBias()), Dense.of(3, new Sigmoid())),
          "a formula", Sequential.of(new Wave(), Dense.of(3)),
          "flattened softmax", Sequential.of(new Flatten(), Dense.of(3, new Softmax())),
          "linear", Dense.of(3));

  private static final Map<String, BiConsumer<Case, Curvature>> LAWS =
      Map.ofEntries(
          Map.entry("L falls as the gradient says", CurvatureTest::slope),
          Map.entry("the gradient is the samples'", CurvatureTest::samples),
          Map.entry("the Jacobian's products are its array's", CurvatureTest::jacobian),
          Map.entry("a matrix is its products", CurvatureTest::products),
          Map.entry("a matrix is symmetric", CurvatureTest::symmetric),
          Map.entry("the Hessian is that of the gradient's differences", CurvatureTest::hessian),
          Map.entry("what is Jᵀ B J is positive semidefinite", CurvatureTest::semidefinite),
          Map.entry("the metric is ‖J v‖²", CurvatureTest::metric),
          Map.entry("the empirical Fisher is the samples'", CurvatureTest::empirical),
          Map.entry("Fisher is the mean of empirical Fishers", CurvatureTest::fisher));

  @TestFactory
  Stream<DynamicNode> laws() {
    return NETWORKS.entrySet().stream()
        .map(
            network ->
                dynamicContainer(
                    network.getKey(),
                    Losses.TABLE.asMap().entrySet().stream()
                        .map(
                            loss -> {
                              Case c = of(network.getValue(), loss.getValue(), ROWS);
                              Curvature at = c.at();
                              return dynamicContainer(
                                  loss.getKey(),
                                  LAWS.entrySet().stream()
                                      .map(
                                          law ->
                                              dynamicTest(
                                                  law.getKey(),
                                                  () -> law.getValue().accept(c, at))));
                            })));
  }

  private static Case of(Layer layer, Loss loss, int rows) {
    Network network = Network.of(Shape.of(3), layer, 1, DataType.DOUBLE);
    RandomStream random = RandomStream.of(2);
    double[] theta = numbers(network.params().flat()); // zero biases would hide a forgotten one
    Arrays.setAll(theta, i -> theta[i] + 0.1 * random.nextGaussian());
    network.params().flat().assign(Nd4j.createFromArray(theta));
    INDArray x = normal(3, rows, 3);
    double[] classes = new double[rows];
    Arrays.setAll(classes, i -> i % 3);
    double[] zeroToOne = new double[3 * rows];
    Arrays.setAll(zeroToOne, i -> random.nextDouble());
    return new Case(
        network,
        loss,
        x,
        loss.targets() == Loss.Targets.CLASSES
            ? Nd4j.createFromArray(classes)
            : Nd4j.createFromArray(zeroToOne).reshape(rows, 3));
  }

  private static void slope(Case c, Curvature at) {
    INDArray v = c.direction(5);
    double h = 1e-6;
    double difference =
        (c.at(moved(c.theta(), h, v)).loss() - c.at(moved(c.theta(), -h, v)).loss()) / (2 * h);
    assertThat(dot(at.gradient(), v)).isCloseTo(difference, within(1e-7));
  }

  private static void samples(Case c, Curvature at) {
    double[][] rows = rows(at.sampleGradients());
    double weight = c.loss.scale(ROWS, 3) / c.loss.scale(1, 3);
    double[] sum = new double[rows[0].length];
    for (int i = 0; i < ROWS; i++) {
      Curvature alone = Curvature.of(c.network, c.loss, row(c.x, i), row(c.targets, i));
      close(alone.gradient(), rows[i]);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weight * rows[i][j];
      }
    }
    close(at.gradient(), sum);
  }

  private static void jacobian(Case c, Curvature at) {
    INDArray v = c.direction(6);
    INDArray u = normal(7, ROWS, 3);
    INDArray array = at.jacobian().array();
    long size = c.theta().length();
    double[][] lines = rows(array.reshape(ROWS * 3L, size));
    double[] along = new double[lines.length];
    double[] back = new double[(int) size];
    for (int i = 0; i < lines.length; i++) {
      along[i] = dot(lines[i], numbers(v));
      for (int j = 0; j < size; j++) {
        back[j] += numbers(u)[i] * lines[i][j];
      }
    }
    assertThat(array.shape()).containsExactly(ROWS, 3, size);
    assertThat(at.jacobian().times(v).shape()).containsExactly(ROWS, 3);
    close(at.jacobian().times(v), along);
    close(at.jacobian().transposeTimes(u), back);
  }

  private static void products(Case c, Curvature at) {
    INDArray v = c.direction(8);
    for (SymmetricMatrix matrix : all(c, at)) {
      double[][] rows = rows(matrix.matrix());
      double[] expected = new double[rows.length];
      Arrays.setAll(expected, i -> dot(rows[i], numbers(v)));
      assertThat(matrix.size()).isEqualTo(rows.length);
      close(matrix.times(v), expected);
      assertThat(matrix.quadratic(v)).isCloseTo(dot(expected, numbers(v)), within(1e-9));
    }
  }

  private static void symmetric(Case c, Curvature at) {
    for (SymmetricMatrix matrix : all(c, at)) {
      double[][] rows = rows(matrix.matrix());
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < i; j++) {
          assertThat(rows[i][j]).as("%s", matrix).isCloseTo(rows[j][i], within(ROUNDING));
        }
      }
    }
  }

  private static void hessian(Case c, Curvature at) {
    INDArray v = c.direction(9);
    double h = 1e-5;
    double[] up = numbers(c.at(moved(c.theta(), h, v)).gradient());
    double[] down = numbers(c.at(moved(c.theta(), -h, v)).gradient());
    double[] actual = numbers(at.hessian().times(v));
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo((up[i] - down[i]) / (2 * h), within(1e-6));
    }
  }

  private static void semidefinite(Case c, Curvature at) {
    for (SymmetricMatrix matrix : all(c, at).subList(1, all(c, at).size())) {
      for (int seed = 10; seed < 30; seed++) {
        assertThat(matrix.quadratic(c.direction(seed))).as("%s", matrix).isGreaterThan(-ROUNDING);
      }
    }
  }

  private static void metric(Case c, Curvature at) {
    INDArray v = c.direction(11);
    double[] moved = numbers(at.jacobian().times(v));
    assertThat(at.metric().quadratic(v)).isCloseTo(dot(moved, moved), within(1e-9));
  }

  /** c Σ ∇ℓ ∇ℓᵀ. */
  private static void empirical(Case c, Curvature at) {
    double[][] samples = rows(at.sampleGradients());
    INDArray v = c.direction(12);
    double alone = c.loss.scale(1, 3);
    double[] expected = new double[samples[0].length];
    for (double[] sample : samples) {
      double factor = c.loss.scale(ROWS, 3) * dot(sample, numbers(v)) / (alone * alone);
      for (int j = 0; j < expected.length; j++) {
        expected[j] += factor * sample[j];
      }
    }
    close(at.empiricalFisher().times(v), expected);
  }

  /** E[empirical Fisher], each row alone, over its targets as the network predicts them. */
  private static void fisher(Case c, Curvature at) {
    if (!c.loss.isLogLikelihood()) {
      assertThatThrownBy(at::fisher)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll(c.loss.name(), "gaussNewton()", "empiricalFisher()");
      return;
    }
    INDArray v = c.direction(13);
    double alone = c.loss.scale(1, 3);
    double weight = c.loss.scale(ROWS, 3) / alone;
    double[] expected = new double[(int) c.theta().length()];
    for (int i = 0; i < ROWS; i++) {
      INDArray x = row(c.x, i);
      double[] p = numbers(c.network.predict(x));
      double total = 0;
      double[] sum = new double[expected.length];
      for (INDArray target : outcomes(c.loss, p)) {
        Curvature row = Curvature.of(c.network, c.loss, x, target);
        double probability = Math.exp(-row.loss() / alone);
        double[] product = numbers(row.empiricalFisher().times(v));
        total += probability;
        Arrays.setAll(sum, j -> sum[j] + probability * product[j]);
      }
      double factor = weight / total;
      Arrays.setAll(expected, j -> expected[j] + factor * sum[j]);
    }
    close(at.fisher().times(v), expected);
    close(at.gaussNewton().times(v), expected);
  }

  /** Every target; for numbers with normal errors, those one standard deviation away. */
  private static List<INDArray> outcomes(Loss loss, double[] p) {
    List<INDArray> outcomes = new ArrayList<>();
    if (loss.targets() == Loss.Targets.CLASSES) {
      for (double i = 0; i < 3; i++) {
        outcomes.add(Nd4j.createFromArray(i));
      }
      return outcomes;
    }
    double sigma = loss instanceof SquaredError error ? Math.sqrt(0.5 / error.factor()) : 0;
    for (int bits = 0; bits < 8; bits++) {
      double[] target = new double[3];
      for (int j = 0; j < 3; j++) {
        int bit = bits >> j & 1;
        target[j] = sigma > 0 ? p[j] + (2 * bit - 1) * sigma : bit;
      }
      outcomes.add(Nd4j.createFromArray(target).reshape(1, 3));
    }
    return outcomes;
  }

  private static List<SymmetricMatrix> all(Case c, Curvature at) {
    List<SymmetricMatrix> all =
        new ArrayList<>(List.of(at.hessian(), at.gaussNewton(), at.empiricalFisher(), at.metric()));
    if (c.loss.isLogLikelihood()) {
      all.add(at.fisher());
    }
    return all;
  }

  // ---- what is true of some

  /** A network that is linear in θ has no curvature but the loss's. */
  @Test
  void linearNetwork() {
    Case c = of(Dense.of(3), SquaredError.mean(), ROWS);
    close(c.at().hessian().matrix(), numbers(c.at().gaussNewton().matrix()));
  }

  /** KL(θ ‖ θ + δ) ≈ ½ δᵀFδ, averaged over the batch. */
  @Test
  void fisherMeasuresDistributions() {
    Case c = of(NETWORKS.get("tanh"), new SoftmaxCrossEntropy(), ROWS);
    INDArray delta = moved(c.direction(14).mul(0), 1e-3, c.direction(14));
    Network there = c.network.as(DataType.DOUBLE);
    there.params().flat().assign(moved(c.theta(), 1, delta));
    Var before = Var.of(c.network.predict(c.x)).softmax(1);
    Var after = Var.of(there.predict(c.x)).softmax(1);
    double divergence = before.mul(before.log().sub(after.log())).sum().div(ROWS).toDouble();
    double predicted = 0.5 * c.at().fisher().quadratic(delta);
    assertThat(divergence).isCloseTo(predicted, within(0.01 * predicted));
  }

  /** The Fisher matrix reads what the network predicts, not the batch's targets. */
  @Test
  void fisherDoesNotReadTargets() {
    Case c = of(NETWORKS.get("tanh"), new SoftmaxCrossEntropy(), 2);
    Curvature other =
        Curvature.of(c.network, c.loss, c.x, Nd4j.createFromArray(new double[] {2, 2}));
    close(other.fisher().matrix(), numbers(c.at().fisher().matrix()));
    assertThat(numbers(other.empiricalFisher().matrix()))
        .isNotEqualTo(numbers(c.at().empiricalFisher().matrix()));
  }

  /** A parameter that no output reads has derivatives, and they are 0. */
  @Test
  void oneClass() {
    Network network = Network.of(Shape.of(3), Dense.of(1), 1, DataType.DOUBLE);
    Curvature at =
        Curvature.of(
            network, new SoftmaxCrossEntropy(), normal(15, 1, 3), Nd4j.createFromArray(0.0));
    assertThat(at.loss()).isZero();
    assertThat(numbers(at.gradient())).containsOnly(0);
    assertThat(numbers(at.hessian().matrix())).containsOnly(0);
    assertThat(numbers(at.fisher().matrix())).containsOnly(0);
    assertThat(at.jacobian().array().shape()).containsExactly(1, 1, 4);
  }

  @Test
  void floatsAreTakenAndDoublesGiven() {
    Case c = of(NETWORKS.get("tanh"), SquaredError.half(), ROWS);
    INDArray v = c.direction(16).castTo(DataType.FLOAT);
    Curvature at =
        Curvature.of(
            c.network.as(DataType.FLOAT),
            c.loss,
            c.x.castTo(DataType.FLOAT),
            c.targets.castTo(DataType.FLOAT));
    assertThat(at.gradient().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(at.hessian().times(v).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(at.sampleGradients().dataType()).isEqualTo(DataType.DOUBLE);
    double[] expected = numbers(c.at().hessian().times(v));
    double[] actual = numbers(at.hessian().times(v));
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  @Test
  void whatChangesLaterIsNotSeen() {
    Case c = of(NETWORKS.get("tanh"), SquaredError.half(), ROWS);
    Curvature at = c.at();
    double[] before = numbers(c.at().hessian().matrix());
    c.theta().assign(0);
    c.x.assign(0);
    c.targets.assign(0);
    assertThat(numbers(at.hessian().matrix())).isEqualTo(before);
    INDArray gradient = at.gradient();
    gradient.assign(0);
    assertThat(numbers(at.gradient())).isNotEqualTo(numbers(gradient));
  }

  /** ℓ = Σ ln cosh(p − t), which wrongly says that its curvature does not depend on t. */
  record LogCosh() implements Loss {
    @Override
    public String name() {
      return "log cosh";
    }

    @Override
    public Targets targets() {
      return Targets.VECTORS;
    }

    @Override
    public double scale(long rows, long columns) {
      return 1;
    }

    @Override
    public Var define(Var p, Var t) {
      return p.sub(t).cosh().log().sum(1);
    }

    @Override
    public boolean isLogLikelihood() {
      return true;
    }
  }

  @Test
  void aLossThatIsNoLogLikelihoodIsFoundOut() {
    List<String> broken = new ArrayList<>();
    for (Law<Loss> law : LossLaws.ALL) {
      try {
        law.check().accept(new LogCosh());
      } catch (Law.Broken e) {
        broken.add(law.name());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(broken).containsExactly("a log-likelihood's curvature is its slope's variance");
  }

  // ---- what is refused

  @Test
  void whatDoesNotFitIsSaid() {
    Case c = of(NETWORKS.get("tanh"), new SoftmaxCrossEntropy(), ROWS);
    Curvature at = c.at();
    for (Runnable wrong :
        List.<Runnable>of(
            () -> at.hessian().times(normal(1, 30)),
            () -> at.fisher().times(normal(1, 31, 1)),
            () -> at.jacobian().times(normal(1, 30)))) {
      assertThatThrownBy(wrong::run)
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("a number for every parameter: expected shape [31], got [3");
    }
    assertThatThrownBy(() -> at.jacobian().transposeTimes(normal(1, 3, ROWS)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("got [3, 4] and [4, 3]");
    assertThatThrownBy(() -> Curvature.of(c.network, c.loss, normal(1, 4, 5), c.targets))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("the network takes [batch, 3] inputs, got [4, 5]");
    assertThatThrownBy(
            () -> Curvature.of(c.network, c.loss, c.x, Nd4j.createFromArray(new double[] {0, 9})))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(
            () ->
                Curvature.of(
                    c.network, c.loss, c.x, Nd4j.createFromArray(new double[] {0, 1, 2, 3})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("classes are 0 to 2, got 3");
    assertThatThrownBy(
            () -> Curvature.of(Network.of(Shape.of(3), new Tanh(), 1), c.loss, c.x, c.targets))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no parameters");
  }

  @Test
  void whatWouldNotFitIntoMemoryIsNotMade() {
    Layer mlp = Sequential.of(Dense.of(128, new Relu()), Dense.of(10));
    Network network = Network.of(Shape.of(784), mlp, 1);
    INDArray targets = Nd4j.createFromArray(new double[] {3, 5});
    Curvature at = Curvature.of(network, new SoftmaxCrossEntropy(), normal(1, 2, 784), targets);
    assertThatThrownBy(() -> at.hessian().matrix())
        .hasMessage(
            "the Hessian of 101,770 parameters is 101770×101770 numbers: 77.2 GiB, and 1.0 GiB are"
                + " allowed. Products with it need no matrix: hessian().times(v).");
    assertThatThrownBy(() -> at.sampleGradients(1000))
        .hasMessage(
            "the gradients of all samples are 2×101770 numbers: 1.6 MiB, and 1000 bytes are"
                + " allowed. Take fewer samples at once.");
    assertThatThrownBy(() -> at.jacobian().array(1 << 20))
        .hasMessage(
            "the Jacobian is 2×10×101770 numbers: 15.5 MiB, and 1.0 MiB are allowed. Products with"
                + " it need no array: jacobian().times(v) and jacobian().transposeTimes(u).");
    assertThat(at.empiricalFisher().times(at.gradient()).length()).isEqualTo(101770);
  }

  // ---- numbers

  private static INDArray normal(int seed, long... shape) {
    RandomStream random = RandomStream.of(seed);
    double[] values = new double[(int) Shape.of(shape).size()];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  private static INDArray moved(INDArray theta, double h, INDArray v) {
    double[] from = numbers(theta);
    double[] direction = numbers(v);
    Arrays.setAll(from, i -> from[i] + h * direction[i]);
    return Nd4j.createFromArray(from);
  }

  /** A batch of row i alone. */
  private static INDArray row(INDArray batch, int i) {
    Shape row = Shapes.of(batch).row();
    return Shapes.view(batch, i * row.size(), row.batch(1));
  }

  private static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private static double[][] rows(INDArray matrix) {
    double[][] rows = new double[(int) matrix.size(0)][];
    Arrays.setAll(rows, i -> numbers(row(matrix, i)));
    return rows;
  }

  private static double dot(INDArray a, INDArray b) {
    return dot(numbers(a), numbers(b));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void close(INDArray actual, double[] expected) {
    assertThat(numbers(actual)).containsExactly(expected, within(ROUNDING));
  }
}
