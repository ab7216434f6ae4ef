package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.ex02.RulesOfDifferentiation;
import org.junit.jupiter.api.Test;

/** Rules of differentiation. */
final class Ex02Test {
  @Test
  void everyRuleInBothModes() {
    assertThat(RulesOfDifferentiation.RULES).hasSize(8);
    for (RulesOfDifferentiation.Rule rule : RulesOfDifferentiation.RULES) {
      for (double x : new double[] {0.3, 0.8, 1.6}) {
        double closed = rule.closed().applyAsDouble(x);
        for (Mode mode : Mode.values()) {
          assertThat(rule.derivative(x, mode)).as(rule.name()).isCloseTo(closed, within(1e-11));
        }
      }
    }
  }

  @Test
  void theFactorsOfAChainOfThree() {
    RulesOfDifferentiation.Chain chain = RulesOfDifferentiation.chain(0.8);
    assertThat(chain.du()).isEqualTo(1.6);
    assertThat(chain.dv()).isCloseTo(Math.cos(0.64), within(1e-15));
    assertThat(chain.dy()).isCloseTo(0.5 / Math.sqrt(Math.sin(0.64)), within(1e-15));
    assertThat(chain.product())
        .isCloseTo(0.8 * Math.cos(0.64) / Math.sqrt(Math.sin(0.64)), within(1e-15));
  }
}
