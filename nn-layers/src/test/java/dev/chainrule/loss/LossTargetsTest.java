package dev.chainrule.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Nd4jKernels;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Loss.Targets;
import dev.chainrule.tensor.ShapeException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Targets in every shape that can mean one thing only, and what is said of the others. */
final class LossTargetsTest {
  private static final float[] SCORES = {0.5f, -1, 2, 0.25f, -0.75f};
  private static final float[] ANSWERS = {1, 0, 1, 1, 0};

  static Stream<Loss> losses() {
    return Stream.concat(
        Losses.TABLE.asMap().values().stream(),
        Stream.of(Losses.of("cosh", Reduction.MEAN, (p, t) -> p.sub(t).cosh().sum(1))));
  }

  private static INDArray array(float[] numbers, long... shape) {
    return Nd4j.create(numbers.clone(), shape, 'c');
  }

  /** One number a row: a regression. */
  @ParameterizedTest
  @MethodSource("losses")
  void aVectorOfNumbersIsTheColumnOfThem(Loss loss) {
    assumeTrue(loss.targets() == Targets.VECTORS, "class 1 of one class there is not");
    INDArray p = array(SCORES, 5, 1);
    agree(loss, p, array(ANSWERS, 5, 1), array(ANSWERS, 5));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aColumnOfClassesIsTheVectorOfThem(Loss loss) {
    assumeTrue(loss.targets() == Targets.CLASSES, "this loss takes no indices");
    INDArray p = Nd4j.linspace(-2, 2, 15, DataType.FLOAT).reshape(5, 3);
    float[] classes = {2, 0, 1, 1, 0};
    agree(loss, p, array(classes, 5), array(classes, 5, 1));
  }

  private static void agree(Loss loss, INDArray p, INDArray usual, INDArray other) {
    for (Kernels kernels : Kernels.all(DataType.FLOAT)) {
      INDArray expected = p.ulike();
      INDArray got = p.ulike();
      assertThat(loss.value(p, other, kernels, got))
          .isEqualTo(loss.value(p, usual, kernels, expected));
      assertThat(got.data().asFloat()).isEqualTo(expected.data().asFloat());
    }
    assertThat(loss.total(Var.over(p), Var.over(other)).toDouble())
        .isEqualTo(loss.total(Var.over(p), Var.over(usual)).toDouble());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mse           | 5,1 | 1,5   | expected targets [5, 1], got [1, 5]. Reshape them to [5, 1].",
        "mse           | 5,1 | 4     | expected targets [5, 1], got [4].",
        "mse           | 5   | 5     | predictions must have shape [batch, k], got [5]. For one number"
            + " a row, reshape them to [5, 1].",
        "bce           | 2,4 | 4,2   | They seem to be transposed.",
        "half-mse      | 2,4 | 8     | Reshape them to [2, 4].",
        "sse           | 2,4 | 2     | Write the classes as vectors first (Dataset.oneHot).",
        "sse           | 2,4 | 2,1   | Write the classes as vectors first (Dataset.oneHot).",
        "euclidean     | 2,4 | 2,1,4 | Reshape them to [2, 4].",
        "cross-entropy | 5,3 | 1,5   | or class indices [5], got [1, 5]. Reshape them to [5].",
        "cross-entropy | 5,3 | 4,1   | or class indices [5], got [4, 1].",
        "cross-entropy | 5,3 | 3,5   | They seem to be transposed."
      })
  void othersAreRefusedWithWhatToDo(String name, String p, String t, String sentence) {
    Loss loss = Losses.TABLE.asMap().get(name);
    assertThatThrownBy(() -> loss.value(zeros(p), zeros(t), new Nd4jKernels(DataType.FLOAT), null))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(loss.name() + ": ")
        .hasMessageEndingWith(sentence);
  }

  private static INDArray zeros(String shape) {
    long[] dims = Stream.of(shape.split(",")).mapToLong(Long::parseLong).toArray();
    return Nd4j.zeros(DataType.FLOAT, dims);
  }
}
