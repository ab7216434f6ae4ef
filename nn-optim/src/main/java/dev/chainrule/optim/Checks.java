package dev.chainrule.optim;

/** Sentences about constants out of range. */
final class Checks {
  private Checks() {}

  static void positive(String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, name, "positive and finite", value);
  }

  static void notNegative(String name, double value) {
    check(value >= 0 && value < Double.POSITIVE_INFINITY, name, "finite and not negative", value);
  }

  static void fraction(String name, double value) {
    check(value >= 0 && value < 1, name, "in [0, 1)", value);
  }

  private static void check(boolean holds, String name, String range, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + range + ", got " + value);
    }
  }
}
