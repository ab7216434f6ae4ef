package dev.chainrule.activation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The loop over floats, which computes a quotient of polynomials. */
final class TanhTest {
  private static final int AT_ONCE = 1000;

  private static float of(float x) {
    float[] y = new float[1];
    new Tanh().values(new float[] {x}, y, 1);
    return y[0];
  }

  /** Every 1,009th float, 2 million numbers, against Math.tanh. */
  @Test
  void isWithinSixUnitsOfTheLastPlace() {
    float[] x = new float[AT_ONCE];
    float[] given = new float[AT_ONCE];
    float[] y = new float[AT_ONCE];
    double worst = 0;
    int bits = 0;
    while (Float.intBitsToFloat(bits) <= Float.MAX_VALUE) {
      for (int i = 0; i < AT_ONCE; i++) {
        x[i] = Float.intBitsToFloat(bits) * (i % 2 == 0 ? 1 : -1);
        bits += i % 2 * 2 * 1009;
      }
      System.arraycopy(x, 0, given, 0, AT_ONCE);
      new Tanh().values(given, y, AT_ONCE);
      for (int i = 0; i < AT_ONCE; i++) {
        if (Float.isFinite(x[i])) {
          double exact = Math.tanh(x[i]);
          worst = Math.max(worst, Math.abs(y[i] - exact) / Math.ulp((float) exact));
          assertThat(Math.abs(y[i])).isLessThanOrEqualTo(1);
        }
      }
    }
    assertThat(worst).isBetween(0.5, 6.0);
  }

  @Test
  void isItsArgumentNearZeroAndOneFarAway() {
    for (float x : new float[] {0, Float.MIN_VALUE, 1e-30f, 1e-8f}) {
      assertThat(of(x)).isEqualTo(x);
      assertThat(of(-x)).isEqualTo(-x);
    }
    for (float x : new float[] {9.5f, 100, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
      assertThat(of(x)).isEqualTo(1);
      assertThat(of(-x)).isEqualTo(-1);
    }
    assertThat(of(Float.NaN)).isNaN();
  }
}
