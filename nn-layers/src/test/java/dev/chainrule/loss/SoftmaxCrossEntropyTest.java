package dev.chainrule.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.kernel.CpuKernels;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Nd4jKernels;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class SoftmaxCrossEntropyTest {
  /** ln(1 + e^{-m}) for a margin of m: its first terms, e^{-m} − ½ e^{-2m}, not 1.1e-16 or 0. */
  @ParameterizedTest
  @ValueSource(doubles = {15, 30, 40, 300})
  void isExactWhereItIsNearlyZero(double margin) {
    double small = Math.exp(-margin);
    double loss =
        new SoftmaxCrossEntropy()
            .row(new double[] {3, 3 + margin}, new double[] {1}, new double[2]);
    assertThat(loss / (small - small * small / 2)).isCloseTo(1, within(1e-12));
  }

  // ---- many rows at once, in floats

  private static final Kernels REFERENCE = new Nd4jKernels(DataType.FLOAT);

  /** z − max z of up to 88 is rounded by up to 4e-6, and so is its exponential, relatively. */
  private static final float ROUNDING = 6e-6f;

  /** Loss and gradient, as the fast kernels and as the reference compute them, row by row. */
  private static void same(INDArray z, INDArray t, int threads) {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    INDArray got = Nd4j.create(DataType.FLOAT, z.shape());
    INDArray expected = Nd4j.create(DataType.FLOAT, z.shape());
    double value = loss.value(z, t, new CpuKernels(threads), got);
    double exact = loss.value(z, t, REFERENCE, expected);
    assertThat(value).isCloseTo(exact, within(ROUNDING * exact));
    float[] gradient = got.dup().data().asFloat();
    float[] wanted = expected.dup().data().asFloat();
    float rows = z.size(0);
    for (int i = 0; i < wanted.length; i++) {
      float error = Math.abs(gradient[i] - wanted[i]);
      assertThat(error)
          .as("∂L/∂z[%d], %s for %s", i, gradient[i], wanted[i])
          .isLessThanOrEqualTo(ROUNDING * Math.abs(wanted[i]) + 1e-37f + 2e-8f / rows);
    }
  }

  /** Rows that fill less than a tile, several, and are longer than one. */
  @ParameterizedTest
  @CsvSource({
    "1, 1", "1, 2", "4, 2", "10, 10", "64, 10", "300, 10", "7, 700", "3, 2048", "2, 2049"
  })
  void manyRowsAreTheSameAsOneAfterAnother(int rows, int columns) {
    Random random = new Random(rows * 31L + columns);
    for (float spread : new float[] {0.01f, 1, 30}) {
      float[] z = new float[rows * columns];
      float[] classes = new float[rows];
      float[][] probabilities = new float[rows][columns];
      for (int i = 0; i < z.length; i++) {
        z[i] = spread * (float) random.nextGaussian();
      }
      for (int i = 0; i < rows; i++) {
        classes[i] = random.nextInt(columns);
        probabilities[i][random.nextInt(columns)] += 0.25f;
        probabilities[i][random.nextInt(columns)] += 0.75f;
      }
      INDArray logits = Nd4j.createFromArray(z).reshape('c', rows, columns);
      for (int threads : new int[] {1, 3}) {
        same(logits, Nd4j.createFromArray(classes), threads);
        same(logits, Nd4j.createFromArray(probabilities), threads);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {15, 30, 40, 80})
  void manyRowsTooAreExactWhereTheyAreNearlyZero(float margin) {
    same(
        Nd4j.createFromArray(new float[][] {{3, 3 + margin}, {-margin, 0}}),
        Nd4j.createFromArray(new float[] {1, 1}),
        1);
  }

  /** Of so many rows in one block, the product of the sums would be infinite: 2^1024. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 20, 40})
  void aBlockOfManyRows(double margin) {
    INDArray z = Nd4j.createFromArray(new float[][] {{0, (float) margin}}).repeat(0, 1024);
    INDArray classes = Nd4j.ones(DataType.FLOAT, 1024);
    double value = new SoftmaxCrossEntropy().value(z, classes, new CpuKernels(1), null);
    double exact = Math.log1p((float) Math.exp(-margin));
    assertThat(value / exact).isCloseTo(1, within(1e-7)); // e^−margin within a float's last digit
    if (margin == 0) {
      assertThat(value).isCloseTo(Math.log(2), within(1e-15));
    }
  }

  @Test
  void infiniteLogits() {
    float[][] z = {{0, Float.NEGATIVE_INFINITY, 1}, {-1, 2, Float.NEGATIVE_INFINITY}};
    same(Nd4j.createFromArray(z), Nd4j.createFromArray(new float[] {0, 1}), 1);
    same(
        Nd4j.createFromArray(z),
        Nd4j.createFromArray(new float[][] {{0.5f, 0, 0.5f}, {1, 0, 0}}),
        1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void whatIsNoNumberShows(float bad) {
    INDArray z = Nd4j.createFromArray(new float[][] {{0, 1}, {bad, 1}, {1, bad}});
    INDArray gradient = Nd4j.create(DataType.FLOAT, 3, 2);
    Kernels kernels = new CpuKernels();
    INDArray classes = Nd4j.createFromArray(new float[] {0, 1, 0});
    assertThat(new SoftmaxCrossEntropy().value(z, classes, kernels, gradient)).isNaN();
    assertThat(gradient.getFloat(0, 0)).isFinite();
    assertThat(gradient.getFloat(1, 0)).isNaN();
    assertThat(gradient.getFloat(2, 1)).isNaN();
  }

  @Test
  void aWrongTargetIsNamedByItsRowInTheBatch() {
    int rows = 500; // in three blocks
    float[] classes = new float[rows];
    classes[450] = 10;
    INDArray z = Nd4j.zeros(DataType.FLOAT, rows, 10);
    Kernels kernels = new CpuKernels();
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    assertThatThrownBy(() -> loss.value(z, Nd4j.createFromArray(classes), kernels, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target of row 450: classes are 0 to 9, got 10");
    INDArray probabilities = Nd4j.zeros(DataType.FLOAT, rows, 10).addi(0.1);
    probabilities.putScalar(300, 4, 0.3);
    assertThatThrownBy(() -> loss.value(z, probabilities, kernels, null))
        .hasMessageStartingWith("target of row 300: probabilities add up to 1, these to 1.2");
    probabilities.putScalar(300, 4, -0.1);
    assertThatThrownBy(() -> loss.value(z, probabilities, kernels, null))
        .hasMessageStartingWith("target of row 300: probabilities are not negative, got -0.1");
  }
}
