package dev.chainrule.diff;

import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;

/**
 * How numbers are shown.
 *
 * @param digits how many are significant; from {@value #ALL} on, as many as tell a number from all
 *     others
 */
public record NumberStyle(int digits) {
  /** Tells any two doubles apart. */
  public static final int ALL = 17;

  private static final int MOST = 12; // numbers of an array
  private static final int FIRST = 4; // of a longer one

  /** Checks it. */
  public NumberStyle {
    if (digits < 1 || digits > ALL) {
      throw new IllegalArgumentException("digits must be in 1 to " + ALL + ", got " + digits);
    }
  }

  /** A number. */
  public String of(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return x == 0 ? "0" : Double.toString(x);
    }
    BigDecimal exact =
        digits == ALL ? BigDecimal.valueOf(x) : new BigDecimal(x).round(new MathContext(digits));
    BigDecimal number = exact.stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    if (-5 <= exponent && exponent < Math.max(digits, 6)) {
      return number.toPlainString();
    }
    return number.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** How many: {@code 2,500}. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** The same in parentheses if it is negative: a factor. */
  String factor(double x) {
    String text = of(x);
    return text.startsWith("-") ? "(" + text + ")" : text;
  }

  /** A number, a vector {@code [1, 2]}, rows of a matrix; the beginning of what is long. */
  public String of(Var x) {
    double[] numbers = x.toArray();
    if (x.shape().rank() == 0) {
      return of(numbers[0]);
    }
    if (numbers.length > MOST) {
      return "[" + list(Arrays.copyOf(numbers, FIRST)) + ", …] of shape " + x.shape();
    }
    return nested(numbers, x.shape(), 0, 0);
  }

  private String nested(double[] numbers, Shape shape, int axis, int from) {
    if (axis == shape.rank()) {
      return of(numbers[from]);
    }
    int stride = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      stride *= (int) shape.dim(i);
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < shape.dim(axis); i++) {
      text.append(i == 0 ? "" : ", ").append(nested(numbers, shape, axis + 1, from + i * stride));
    }
    return text.append(']').toString();
  }

  /** Parted by commas, without a bracket. */
  String list(double... numbers) {
    StringBuilder text = new StringBuilder();
    for (double x : numbers) {
      text.append(text.isEmpty() ? "" : ", ").append(of(x));
    }
    return text.toString();
  }
}
