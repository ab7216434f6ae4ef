package dev.chainrule.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.Losses;
import dev.chainrule.nn.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Losses of large batches. */
final class MeansTest {
  /** A sum of a million equal terms: each rounding would be in the same direction. */
  @Tag("rough") // seconds of arithmetic
  @TestFactory
  Stream<DynamicTest> meansOverAMillionRowsLoseNoDigits() {
    int rows = 1_000_003;
    return Losses.TABLE.asMap().entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      Loss loss = entry.getValue();
                      for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
                        for (Kernels k : Kernels.all(type)) {
                          double one = loss.value(same(k, 1, 0.3), same(k, 1, 0.7), k, null);
                          double all = loss.value(same(k, rows, 0.3), same(k, rows, 0.7), k, null);
                          double factor = rows * loss.scale(rows, 2) / loss.scale(1, 2);
                          assertThat(Math.abs(all / (factor * one) - 1)).isLessThan(2e-14);
                        }
                      }
                    }));
  }

  /** Rows (a, 1 − a). */
  private static INDArray same(Kernels k, int rows, double a) {
    double[] numbers = new double[2 * rows];
    Arrays.setAll(numbers, i -> i % 2 == 0 ? a : 1 - a);
    INDArray array = Nd4j.createUninitialized(k.dataType(), rows, 2);
    k.write(numbers, array);
    return array;
  }
}
