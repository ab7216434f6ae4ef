package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class FloatExpTest {
  /** Where it is neither 0 nor infinite. */
  private static final float LEAST = -87.6f;

  private static final float MOST = 88.37f;

  private static final int AT_ONCE = 1000;

  private static float of(float a, float x) {
    float[] y = new float[1];
    FloatExp.of(a, new float[] {x}, y, 1);
    return y[0];
  }

  /** Every 1,009th float, 2 million numbers, against Math.exp. */
  @Test
  void isWithinOneUnitOfTheLastPlace() {
    float[] x = new float[AT_ONCE];
    float[] given = new float[AT_ONCE];
    float[] y = new float[AT_ONCE];
    double worst = 0;
    int bits = 0;
    while (Float.intBitsToFloat(bits) <= MOST) {
      for (int i = 0; i < AT_ONCE; i++) {
        x[i] = Math.max(LEAST, Math.min(MOST, Float.intBitsToFloat(bits) * (i % 2 == 0 ? 1 : -1)));
        bits += i % 2 * 2 * 1009;
      }
      System.arraycopy(x, 0, given, 0, AT_ONCE);
      FloatExp.of(1, given, y, AT_ONCE);
      for (int i = 0; i < AT_ONCE; i++) {
        double exact = Math.exp(x[i]);
        worst = Math.max(worst, Math.abs(y[i] - exact) / Math.ulp((float) exact));
      }
    }
    assertThat(worst).isBetween(0.5, 1.0);
  }

  @Test
  void isExactWhereItIsOne() {
    assertThat(of(1, 0f)).isEqualTo(1f);
    assertThat(of(-1, 0f)).isEqualTo(1f);
    assertThat(of(1, Float.MIN_VALUE)).isEqualTo(1f);
  }

  @Test
  void endsInZeroAndInInfinity() {
    assertThat(of(1, LEAST)).isPositive();
    assertThat(of(1, -89f)).isZero();
    assertThat(of(1, -Float.MAX_VALUE)).isZero();
    assertThat(of(1, Float.NEGATIVE_INFINITY)).isZero();
    assertThat(of(1, MOST)).isFinite();
    assertThat(of(1, 89f)).isInfinite().isPositive();
    assertThat(of(1, Float.MAX_VALUE)).isInfinite().isPositive();
    assertThat(of(1, Float.POSITIVE_INFINITY)).isInfinite().isPositive();
    assertThat(of(-2, Float.MAX_VALUE)).isZero();
    assertThat(of(1, Float.NaN)).isNaN();
    assertThat(of(-1, Float.intBitsToFloat(0xFFFFFFFF))).isNaN();
  }

  @Test
  void aFactorIsMultipliedFirst() {
    for (float x : new float[] {-3.3f, -0.1f, 0.7f, 20f}) {
      assertThat(of(2, x)).isEqualTo(of(1, 2 * x));
      assertThat(of(-1, x)).isEqualTo(of(1, -x));
    }
  }

  @Test
  void touchesTheFirstNumbersOnly() {
    float[] x = {1, 2, 3};
    float[] y = {7, 7, 7};
    FloatExp.of(1, x, y, 2);
    assertThat(x[2]).isEqualTo(3);
    assertThat(y[2]).isEqualTo(7);
    FloatExp.of(1, x, y, 0);
  }

  @Test
  void needsTwoArrays() {
    float[] x = {1};
    assertThatThrownBy(() -> FloatExp.of(1, x, x, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another array than x");
  }
}
