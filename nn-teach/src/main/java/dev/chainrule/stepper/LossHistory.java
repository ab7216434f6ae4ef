package dev.chainrule.stepper;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The losses of all updates so far, the first one first. Immutable; a longer history shares what it
 * has in common with the shorter one that it goes on from.
 */
final class LossHistory {
  static final LossHistory EMPTY = new LossHistory(null, new double[0]);

  private final @Nullable LossHistory before;
  private final double[] last;
  private final int size;

  private LossHistory(@Nullable LossHistory before, double[] last) {
    this.before = before;
    this.last = last;
    this.size = (before == null ? 0 : before.size) + last.length;
  }

  /** This history and more losses, which are not to change any more. */
  LossHistory then(double[] losses) {
    return new LossHistory(this, losses);
  }

  int size() {
    return size;
  }

  /** Bytes that it does not share. */
  long ownBytes() {
    return 64 + 8L * last.length;
  }

  /** At most so many of them, evenly, the first and the last among them. */
  double[] thinned(int most) {
    double[] all = toArray();
    if (all.length <= most) {
      return all;
    }
    double[] some = new double[most];
    for (int i = 0; i < most; i++) {
      some[i] = all[(int) ((long) i * (all.length - 1) / (most - 1))];
    }
    return some;
  }

  private double[] toArray() {
    double[] all = new double[size];
    for (LossHistory part = this; part != null; part = part.before) {
      System.arraycopy(part.last, 0, all, part.size - part.last.length, part.last.length);
    }
    return all;
  }

  @Override
  public String toString() {
    return Arrays.toString(thinned(10));
  }
}
