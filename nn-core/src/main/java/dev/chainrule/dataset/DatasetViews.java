package dev.chainrule.dataset;

import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;

/** Data sets that look at another one. */
final class DatasetViews {
  private DatasetViews() {}

  /** What all views take from the data set behind them. */
  private interface View extends Dataset {
    Dataset of();

    @Override
    default String name() {
      return of().name();
    }

    @Override
    default int size() {
      return of().size();
    }

    @Override
    default Shape inputShape() {
      return of().inputShape();
    }

    @Override
    default Shape targetShape() {
      return of().targetShape();
    }

    @Override
    default OptionalInt classes() {
      return of().classes();
    }

    @Override
    default String className(int index) {
      return of().className(index);
    }

    @Override
    default void checkUnchanged() {
      of().checkUnchanged();
    }

    @Override
    default Shuffle shuffle() {
      return of().shuffle();
    }

    @Override
    default boolean readAhead() {
      return of().readAhead();
    }

    @Override
    default void read(int[] rows, int from, int count, float[] x, float[] y) {
      of().read(rows, from, count, x, y);
    }
  }

  /** The rows of another data set, in an order of another kind. */
  record Shuffled(Dataset of, Shuffle shuffle) implements View {}

  /** The rows of another data set, read on another thread or not. */
  record Ahead(Dataset of, boolean readAhead) implements View {}

  /** The first rows of another data set, which has more. */
  record First(Dataset of, int size) implements View {
    @Override
    public void read(int[] rows, int from, int count, float[] x, float[] y) {
      for (int i = from; i < from + count; i++) {
        Objects.checkIndex(rows[i], size);
      }
      of.read(rows, from, count, x, y);
    }
  }

  /** Some rows of another data set. */
  static final class Rows implements View {
    private final Dataset of;
    private final String name;
    private final int[] rows;

    private final BufferPool<int[]> buffers = new BufferPool<>();

    Rows(Dataset of, String name, int[] rows) {
      this.of = of;
      this.name = name;
      this.rows = rows;
    }

    @Override
    public Dataset of() {
      return of;
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
    public void read(int[] wanted, int from, int count, float[] x, float[] y) {
      int[] spare = buffers.take();
      int[] inner = spare != null && spare.length >= count ? spare : new int[count];
      for (int i = 0; i < count; i++) {
        inner[i] = rows[wanted[from + i]];
      }
      of.read(inner, 0, count, x, y);
      buffers.leave(inner);
    }
  }

  /**
   * Classes as vectors of probabilities.
   *
   * @param of the data set with indices of classes
   */
  record OneHot(Dataset of) implements View {
    OneHot {
      if (of.classes().isEmpty()) {
        throw new IllegalStateException(of.name() + " has no classes to write one-hot");
      }
    }

    @Override
    public Shape targetShape() {
      return Shape.of(of.classes().orElseThrow());
    }

    @Override
    public void read(int[] rows, int from, int count, float[] x, float[] y) {
      int classes = of.classes().orElseThrow();
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
