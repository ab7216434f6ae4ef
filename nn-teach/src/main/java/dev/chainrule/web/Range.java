package dev.chainrule.web;

import dev.chainrule.trace.Value;

/** The least and the largest of some numbers; what is no number does not count. */
final class Range {
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  static Range of(Value value) {
    Range range = new Range();
    for (int i = 0; i < value.size(); i++) {
      range.include(value.flat(i));
    }
    return range;
  }

  void include(double x) {
    min = x < min ? x : min;
    max = x > max ? x : max;
  }

  /** Not a number if there was none. */
  double min() {
    return min <= max ? min : Double.NaN;
  }

  /** Likewise. */
  double max() {
    return min <= max ? max : Double.NaN;
  }

  /** A wider one, so that what lies at its ends is not at the edge of a picture. */
  double[] widened(double share, double least) {
    double margin = Math.max((max - min) * share, least);
    return new double[] {min - margin, max + margin};
  }
}
