package dev.chainrule.curvature;

import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Refuses an array that would not fit, before it is made. */
final class ArrayBudget {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private ArrayBudget() {}

  /**
   * Throws if an array of doubles takes more than {@code limit} bytes.
   *
   * @param what what it is, with its verb
   * @param instead what to do instead
   */
  static void check(String what, Shape shape, long limit, String instead) {
    double bytes = Double.BYTES;
    for (long dim : shape.toArray()) {
      bytes *= (double) dim; // in double, for P² may exceed a long
    }
    if (bytes > (double) limit) {
      String dims =
          Arrays.stream(shape.toArray()).mapToObj(Long::toString).collect(Collectors.joining("×"));
      throw new IllegalArgumentException(
          what
              + " "
              + dims
              + " numbers: "
              + amount(bytes)
              + ", and "
              + amount((double) limit)
              + " are allowed. "
              + instead);
    }
  }

  private static String amount(double bytes) {
    int unit = 0;
    double amount = bytes;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
  }
}
