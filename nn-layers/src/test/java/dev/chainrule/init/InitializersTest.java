package dev.chainrule.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.layer.Dense;
import dev.chainrule.nn.Network;
import dev.chainrule.param.Initializer;
import dev.chainrule.param.Initializer.Fans;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

final class InitializersTest {
  private static final int N = 200_000;
  private static final Fans FANS = new Fans(30, 20);

  /** In units of σ², the fourth central moment: 9/5 of a uniform, 3 of a normal distribution. */
  private static final double UNIFORM = 1.8;

  private static final double NORMAL = 3;

  private static double[] draw(Initializer init) {
    return init.draw(Shape.of(N / 100, 100), FANS, RandomStream.of(1));
  }

  /** Mean and variance, each within five standard deviations of its estimator. */
  private static void moments(double[] x, double mean, double variance, double kurtosis) {
    int n = x.length;
    double sum = Arrays.stream(x).sum();
    double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
    assertThat(sum / n).as("mean").isCloseTo(mean, within(5 * Math.sqrt(variance / n)));
    assertThat(squares / n)
        .as("variance")
        .isCloseTo(variance, within(5 * variance * Math.sqrt((kurtosis - 1) / n)));
  }

  /** Within the bounds, and near both of them. */
  private static void bounds(double[] x, double low, double high) {
    double near = (high - low) * 20 / x.length; // missed by all with probability e⁻²⁰
    assertThat(Arrays.stream(x).min().orElseThrow()).isBetween(low, low + near);
    assertThat(Arrays.stream(x).max().orElseThrow()).isBetween(high - near, high);
  }

  private static DynamicTest uniform(Initializer init, double low, double high) {
    return DynamicTest.dynamicTest(
        init.toString(),
        () -> {
          moments(draw(init), (low + high) / 2, (high - low) * (high - low) / 12, UNIFORM);
          bounds(draw(init), low, high);
        });
  }

  private static DynamicTest normal(Initializer init, double mean, double variance) {
    return DynamicTest.dynamicTest(
        init.toString(),
        () -> {
          double[] x = draw(init);
          moments(x, mean, variance, NORMAL);
          double inside =
              Arrays.stream(x).filter(v -> Math.abs(v - mean) < Math.sqrt(variance)).count();
          double p = 0.682689492137086;
          assertThat(inside / N).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / N)));
        });
  }

  @TestFactory
  Stream<DynamicTest> formulas() {
    double glorot = Math.sqrt(6.0 / 50);
    double he = Math.sqrt(6.0 / 30);
    double leCun = Math.sqrt(3.0 / 30);
    double fanIn = 1 / Math.sqrt(30);
    return Stream.of(
        uniform(new GlorotUniform(), -glorot, glorot),
        uniform(new HeUniform(), -he, he),
        uniform(new LeCunUniform(), -leCun, leCun),
        uniform(new FanInUniform(), -fanIn, fanIn),
        uniform(new Uniform(-1, 3), -1, 3),
        normal(new GlorotNormal(), 0, 2.0 / 50),
        normal(new HeNormal(), 0, 2.0 / 30),
        normal(new LeCunNormal(), 0, 1.0 / 30),
        normal(new Normal(-2, 0.5), -2, 0.25));
  }

  /** Fan-in is the second dimension of a weight, fan-out the first. */
  @Test
  void fansAreThoseOfTheLayer() {
    double[] weights =
        Network.of(Shape.of(400), Dense.of(100), 1, DataType.DOUBLE).params().get("weight");
    bounds(weights, -Math.sqrt(6.0 / 500), Math.sqrt(6.0 / 500));
    Dense he = Dense.of(100).withInit(new HeUniform(), new Constant(0.25));
    Network network = Network.of(Shape.of(400), he, 1, DataType.DOUBLE);
    bounds(network.params().get("weight"), -Math.sqrt(6.0 / 400), Math.sqrt(6.0 / 400));
    assertThat(network.params().get("bias")).hasSize(100).containsOnly(0.25);
  }

  @Test
  void allDrawTheSameForTheSameSeedAndAsManyAsAsked() {
    for (Initializer init : Initializers.TABLE.members()) {
      for (Shape shape : List.of(Shape.of(), Shape.of(5), Shape.of(3, 4), Shape.of(4, 2, 3))) {
        double[] x = init.draw(shape, FANS, RandomStream.of(3));
        assertThat(x).as("%s %s", init, shape).hasSize((int) shape.size());
        assertThat(init.draw(shape, FANS, RandomStream.of(3))).isEqualTo(x);
        assertThat(Arrays.stream(x).allMatch(Double::isFinite)).isTrue();
      }
    }
  }

  // ---- truncated normal

  /**
   * With α, β the standardised bounds and Z = Φ(β) − Φ(α): mean μ + σ (φ(α) − φ(β)) / Z, variance
   * σ² (1 + (α φ(α) − β φ(β)) / Z − ((φ(α) − φ(β)) / Z)²). The kurtosis is below a normal's.
   */
  @ParameterizedTest
  @CsvSource({
    // μ, σ, low, high, Φ(α), Φ(β) from tables
    "0, 1, -2, 2, 0.022750131948179, 0.977249868051821",
    "1, 2, 1, 5, 0.5, 0.977249868051821",
    "0, 1, 2, 3, 0.977249868051821, 0.998650101968370",
    "0, 0.05, -0.1, 0.1, 0.022750131948179, 0.977249868051821"
  })
  void truncatedNormal(double mean, double sigma, double low, double high, double from, double to) {
    double[] x = draw(new TruncatedNormal(mean, sigma, low, high));
    double a = (low - mean) / sigma;
    double b = (high - mean) / sigma;
    double z = to - from;
    double shift = (phi(a) - phi(b)) / z;
    double variance = sigma * sigma * (1 + (a * phi(a) - b * phi(b)) / z - shift * shift);
    moments(x, mean + sigma * shift, variance, 4); // a half-normal's is 3.9
    assertThat(Arrays.stream(x).min().orElseThrow()).isBetween(low, low + (high - low) / 500);
    assertThat(Arrays.stream(x).max().orElseThrow()).isBetween(high - (high - low) / 50, high);
  }

  private static double phi(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  // ---- orthogonal

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 7", "64, 64", "3, 50", "50, 3", "1, 9", "9, 1", "100, 120"})
  void orthogonal(int rows, int columns) {
    double gain = 1.5;
    double[] w = new Orthogonal(gain).draw(Shape.of(rows, columns), FANS, RandomStream.of(4));
    boolean wide = rows <= columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double dot = 0;
        for (int k = 0; k < length; k++) {
          dot +=
              wide
                  ? w[i * columns + k] * w[j * columns + k]
                  : w[k * columns + i] * w[k * columns + j];
        }
        assertThat(dot).isCloseTo(i == j ? gain * gain : 0, within(1e-12));
      }
    }
  }

  /** Uniform among orthogonal matrices: every element has mean 0 and variance 1/length. */
  @Test
  void orthogonalIsNotBiased() {
    int n = 4000;
    double[] sums = new double[9];
    double[] squares = new double[9];
    RandomStream random = RandomStream.of(6);
    for (int i = 0; i < n; i++) {
      double[] w = new Orthogonal(1).draw(Shape.of(3, 3), FANS, random);
      for (int k = 0; k < 9; k++) {
        sums[k] += w[k] / n;
        squares[k] += w[k] * w[k] / n;
      }
    }
    for (int k = 0; k < 9; k++) {
      assertThat(sums[k]).isCloseTo(0, within(5 * Math.sqrt(1.0 / 3 / n)));
      assertThat(squares[k]).isCloseTo(1.0 / 3, within(5 * Math.sqrt(4.0 / 45 / n)));
    }
  }

  // ---- constants

  private static ThrowingCallable making(Supplier<Initializer> init) {
    return init::get;
  }

  @Test
  void wrongConstantsAreRefused() {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    assertThatThrownBy(making(() -> new Constant(nan))).hasMessage("value must be finite, got NaN");
    assertThatThrownBy(making(() -> new Normal(0, -1)))
        .hasMessage("deviation must not be negative, both finite, got 0.0 and -1.0");
    assertThatThrownBy(making(() -> new Uniform(2, 1)))
        .hasMessage("low must be at most high, both finite, got 2.0 and 1.0");
    assertThatThrownBy(making(() -> new Orthogonal(infinity)))
        .hasMessage("gain must be finite, got Infinity");
    assertThatThrownBy(making(() -> new TruncatedNormal(0, 0, -1, 1)))
        .hasMessage(
            "deviation must be positive and low less than high, got deviation 0.0, low -1.0, high"
                + " 1.0");
    assertThatThrownBy(making(() -> new TruncatedNormal(0, 1, 20, 21)))
        .hasMessage("almost nothing of the distribution lies between 20.0 and 21.0");
    for (Supplier<Initializer> wrong :
        List.<Supplier<Initializer>>of(
            () -> new Normal(nan, 1),
            () -> new Normal(0, nan),
            () -> new Normal(0, infinity),
            () -> new Uniform(nan, 1),
            () -> new Uniform(0, infinity),
            () -> new Uniform(infinity, infinity),
            () -> new Uniform(-infinity, -infinity),
            () -> new TruncatedNormal(nan, 1, -1, 1),
            () -> new TruncatedNormal(0, 1, 1, 1),
            () -> new TruncatedNormal(0, 1, nan, 1),
            () -> new TruncatedNormal(0, nan, -1, 1))) {
      assertThatThrownBy(making(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(draw(new Uniform(2, 2))).containsOnly(2);
    assertThat(draw(new Normal(3, 0))).containsOnly(3);
  }

  // ---- presets

  @Test
  void presetsAreThoseOfOtherPrograms() {
    double[][] keras = dense(Preset.TABLE.get("keras"));
    double glorot = Math.sqrt(6.0 / 2500);
    bounds(keras[0], -glorot, glorot);
    moments(keras[0], 0, glorot * glorot / 3, UNIFORM);
    assertThat(keras[1]).containsOnly(0);
    double[][] torch = dense(Preset.TABLE.get("pytorch"));
    double bound = 1 / Math.sqrt(500);
    bounds(torch[0], -bound, bound);
    moments(torch[0], 0, bound * bound / 3, UNIFORM);
    bounds(torch[1], -bound, bound);
    moments(torch[1], 0, bound * bound / 3, UNIFORM);
    double[][] nielsen = dense(Preset.TABLE.get("nielsen"));
    moments(nielsen[0], 0, 1.0 / 500, NORMAL);
    moments(nielsen[1], 0, 1, NORMAL);
    assertThat(Dense.of(3)).isEqualTo(Dense.of(3).withPreset(Preset.KERAS));
  }

  /** Weights and biases of a Dense of 500 inputs and 2000 units. */
  private static double[][] dense(Preset preset) {
    var params =
        Network.of(Shape.of(500), Dense.of(2000).withPreset(preset), 5, DataType.DOUBLE).params();
    return new double[][] {params.get("weight"), params.get("bias")};
  }
}
