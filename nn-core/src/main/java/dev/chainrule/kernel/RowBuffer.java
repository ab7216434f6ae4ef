package dev.chainrule.kernel;

/** A plain array to hold a row, made anew only when the length changes. */
final class RowBuffer {
  private double[] doubles = new double[0];
  private float[] floats = new float[0];

  /** Exactly {@code n} doubles: a row function reads its row's length from the array. */
  double[] doubles(int n) {
    if (doubles.length != n) {
      doubles = new double[n];
    }
    return doubles;
  }

  /** At least {@code n} floats. */
  float[] floats(int n) {
    if (floats.length < n) {
      floats = new float[n];
    }
    return floats;
  }
}
