package dev.chainrule.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
}
