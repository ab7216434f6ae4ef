package dev.chainrule.nn;

import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.OptionalInt;

/** Data sets that look at another one. */
final class DatasetViews {
  private DatasetViews() {}

  /** Some rows of another data set. */
  static final class Rows implements Dataset {
    private final Dataset of;
    private final String name;
    private final int[] rows;

    Rows(Dataset of, String name, int[] rows) {
      this.of = of;
      this.name = name;
      this.rows = rows;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int size() {
      return rows.length;
    }

    @Override
    public Shape inputShape() {
      return of.inputShape();
    }

    @Override
    public Shape targetShape() {
      return of.targetShape();
    }

    @Override
    public OptionalInt classes() {
      return of.classes();
    }

    @Override
    public String className(int index) {
      return of.className(index);
    }

    @Override
    public void read(int[] wanted, int from, int count, float[] x, float[] y) {
      int[] inner = new int[count];
      for (int i = 0; i < count; i++) {
        inner[i] = rows[wanted[from + i]];
      }
      of.read(inner, 0, count, x, y);
    }
  }

  /** Classes as vectors of probabilities. */
  static final class OneHot implements Dataset {
    private final Dataset of;
    private final int classes;

    OneHot(Dataset of) {
      this.of = of;
      this.classes =
          of.classes()
              .orElseThrow(
                  () -> new IllegalStateException(of.name() + " has no classes to write one-hot"));
    }

    @Override
    public String name() {
      return of.name();
    }

    @Override
    public int size() {
      return of.size();
    }

    @Override
    public Shape inputShape() {
      return of.inputShape();
    }

    @Override
    public Shape targetShape() {
      return Shape.of(classes);
    }

    @Override
    public OptionalInt classes() {
      return of.classes();
    }

    @Override
    public String className(int index) {
      return of.className(index);
    }

    @Override
    public void read(int[] rows, int from, int count, float[] x, float[] y) {
      of.read(rows, from, count, x, y); // the indices, one a row, now stand in y[0 … count − 1]
      for (int i = count - 1; i >= 0; i--) { // from behind, since vectors overwrite indices
        int label = (int) y[i];
        if (label != y[i] || label < 0 || label >= classes) { // it would mark another row
          throw new IllegalStateException(
              "row "
                  + rows[from + i]
                  + " of "
                  + of.name()
                  + " has class "
                  + y[i]
                  + "; classes are 0 to "
                  + (classes - 1));
        }
        Arrays.fill(y, i * classes, (i + 1) * classes, 0f);
        y[i * classes + label] = 1f;
      }
    }
  }
}
