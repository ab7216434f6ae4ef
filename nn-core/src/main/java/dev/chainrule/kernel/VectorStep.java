package dev.chainrule.kernel;

/**
 * One operation of a {@link VectorProgram}: what it does, with which constants, to which part of
 * which of the program's vectors. Made once and filled over and over.
 */
final class VectorStep {
  /** What it does. */
  enum Kind {
    /** out ← a. */
    FILL,
    /** out ← a x + b out. */
    AXPBY,
    /** out ← b out + a x². */
    MEAN_SQUARES,
    /** out ← a x / (√(c v) + b). */
    DIVIDE_BY_ROOT,
    /** out ← out + a x / (√(c v) + b). */
    ADD_DIVIDED_BY_ROOT,
    /** This axpby, and the mean of squares and the division by its root that follow it. */
    ADAM
  }

  Kind kind = Kind.FILL;
  long from;
  long to;
  float a;
  float b;
  float c;
  int x;
  int v;
  int out;

  private boolean isOnPartOf(VectorStep other) {
    return from == other.from && to == other.to;
  }

  /** Whether it makes out anew as a multiple of something, so that a alone says how large. */
  boolean isMultiple() {
    return kind == Kind.DIVIDE_BY_ROOT || (kind == Kind.AXPBY && b == 0);
  }

  /**
   * Becomes θ ← θ + k …, if this is u ← … and the next is θ ← θ + k u; says whether it did.
   *
   * @param u which nobody reads afterwards
   */
  boolean mergesWith(VectorStep next, int u) {
    boolean isUsed = next.kind == Kind.AXPBY && next.b == 1 && next.x == u && next.out != u;
    boolean isMade = isMultiple() && out == u && isOnPartOf(next);
    if (!isUsed || !isMade || next.out == x || (kind == Kind.DIVIDE_BY_ROOT && next.out == v)) {
      return false;
    }
    if (kind == Kind.AXPBY) {
      b = 1;
    } else {
      kind = Kind.ADD_DIVIDED_BY_ROOT;
    }
    a *= next.a;
    out = next.out;
    return true;
  }

  /** Becomes Adam, if this is m's mean, the next v's, and the last moves θ by them. */
  void becomesAdamWith(VectorStep squares, VectorStep move) {
    boolean isAdam =
        kind == Kind.AXPBY
            && b != 0 // else it does not read m
            && x != out // else v is made from what it left
            && out != squares.out
            && squares.kind == Kind.MEAN_SQUARES
            && move.kind == Kind.ADD_DIVIDED_BY_ROOT
            && isOnPartOf(squares)
            && isOnPartOf(move)
            && x == squares.x
            && out == move.x
            && squares.out == move.v;
    if (isAdam) {
      kind = Kind.ADAM;
    }
  }
}
