package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Var;
import dev.chainrule.ex09.ForwardAndReverse;
import org.junit.jupiter.api.Test;

/** Forward against reverse. */
final class Ex09Test {
  /** At x = 1, where a = 1, b = e, c = 1 + e. */
  private static final double C = 1 + Math.E;

  private static final double DC = 1 / (2 * Math.sqrt(C)) - Math.sin(C);

  @Test
  void intermediateVariables() {
    double[] expected = {1, 1, Math.E, C, Math.sqrt(C), Math.cos(C), Math.sqrt(C) + Math.cos(C)};
    double[] actual =
        ForwardAndReverse.Variables.of(Var.scalar(1)).all().stream()
            .mapToDouble(Var::toDouble)
            .toArray();
    assertThat(actual).containsExactly(expected, within(1e-15));
  }

  @Test
  void localDerivatives() {
    assertThat(ForwardAndReverse.locals()).hasSize(8);
    for (ForwardAndReverse.Local local : ForwardAndReverse.locals()) {
      assertThat(local.value()).as(local.name()).isCloseTo(local.closed(), within(1e-15));
    }
  }

  @Test
  void reverseSweep() {
    double da = DC * Math.E + DC;
    assertThat(ForwardAndReverse.adjoints())
        .containsExactly(new double[] {2 * da, da, DC, DC, 1, 1, 1}, within(1e-14));
  }

  @Test
  void forwardSweep() {
    double dc = 2 + 2 * Math.E;
    double dd = dc / (2 * Math.sqrt(C));
    double de = -Math.sin(C) * dc;
    assertThat(ForwardAndReverse.tangents())
        .containsExactly(new double[] {1, 2, 2 * Math.E, dc, dd, de, dd + de}, within(1e-14));
  }

  /** 5.983082595908696 is mpmath's, in golden/calculus.json. */
  @Test
  void exactToRounding() {
    assertThat(ForwardAndReverse.byHand(1)).isCloseTo(5.983082595908696, within(1e-14));
    assertThat(ForwardAndReverse.adjoints()[0]).isCloseTo(5.983082595908696, within(1e-14));
    assertThat(ForwardAndReverse.tangents()[6]).isCloseTo(5.983082595908696, within(1e-14));
  }

  @Test
  void whichIsCheaper() {
    assertThat(ForwardAndReverse.cost(1000, 100, 100, 1))
        .isEqualTo(new ForwardAndReverse.Cost(10_100_000, 110_000));
    assertThat(ForwardAndReverse.operations(100, 1, Mode.REVERSE))
        .isEqualTo(ForwardAndReverse.operations(10, 1, Mode.REVERSE))
        .isLessThan(ForwardAndReverse.operations(100, 1, Mode.FORWARD) / 10);
    assertThat(ForwardAndReverse.operations(1, 100, Mode.FORWARD))
        .isEqualTo(ForwardAndReverse.operations(1, 10, Mode.FORWARD))
        .isLessThan(ForwardAndReverse.operations(1, 100, Mode.REVERSE) / 10);
  }
}
