package dev.chainrule.dataset;

import dev.chainrule.tensor.Shape;
import java.util.OptionalInt;

/**
 * Examples to learn from: rows, each an input and its target, read by row number into plain Java
 * arrays that the caller reuses. Immutable, and safe to read from several threads at once: a
 * trainer reads parts of a batch on several threads, or the next batch on a thread of its own.
 *
 * <p>A target is either the index of a class ({@link #classes()} present, {@link #targetShape()}
 * {@code []}) or a vector of numbers.
 */
public interface Dataset {
  /** What to call it, for people: {@code digits train}. */
  String name();

  /** How many rows. */
  int size();

  /** The shape of one input, without the batch: {@code [784]} or {@code [28, 28]}. */
  Shape inputShape();

  /** The shape of one target, without the batch: {@code []} where it is the index of a class. */
  Shape targetShape();

  /** How many classes there are; empty where targets are not classes. */
  OptionalInt classes();

  /**
   * Copies rows {@code rows[from] … rows[from + count − 1]}.
   *
   * @param rows row numbers, each in 0 … size − 1; not modified
   * @param from where in {@code rows} to begin
   * @param count how many rows
   * @param x overwritten: count × inputShape.size numbers, row-major
   * @param y overwritten: count × targetShape.size numbers
   * @throws IndexOutOfBoundsException if a number is not in 0 … size − 1
   */
  void read(int[] rows, int from, int count, float[] x, float[] y);

  /**
   * Throws if what is behind the rows is no longer what it was when they were opened, such as a
   * file that another program has written to. A trainer asks before and after each epoch; in memory
   * nothing changes.
   *
   * @throws java.io.UncheckedIOException if it changed, naming the file
   */
  default void checkUnchanged() {}

  /** In which order an epoch should see the rows; {@link Shuffle#UNIFORM} unless said otherwise. */
  default Shuffle shuffle() {
    return Shuffle.UNIFORM;
  }

  /**
   * Whether the next batch should be read on another thread while a step runs: yes where rows are
   * waited for (a disk, a network) or cost about as much to make as a step. What is learnt is the
   * same to the bit.
   *
   * <p>Not for rows in memory: 64 of MNIST are gathered in 40 µs, a tenth of a step of 784-128-10,
   * and on two cores that were both at work an epoch took as long with the thread as without (604
   * and 587 µs a step; 1067 and 1063 with one BLAS thread). With a core to spare it may pay.
   */
  default boolean readAhead() {
    return false;
  }

  /** The same rows, seen in an order of this kind. */
  default Dataset withShuffle(Shuffle shuffle) {
    return new DatasetViews.Shuffled(this, shuffle);
  }

  /** The same rows, the next batch of them read on another thread, or not. */
  default Dataset withReadAhead(boolean readAhead) {
    return new DatasetViews.Ahead(this, readAhead);
  }

  /** The name of class {@code index}, for people. */
  default String className(int index) {
    return Integer.toString(index);
  }

  /**
   * The rows with these numbers, in this order, as a data set of their own; nothing is copied.
   *
   * @throws IndexOutOfBoundsException if a number is not in 0 … size − 1
   */
  default Dataset rows(String name, int[] rows) {
    for (int row : rows) {
      if (row < 0 || row >= size()) {
        throw new IndexOutOfBoundsException(
            name() + " has rows 0 to " + (size() - 1) + ", got " + row);
      }
    }
    return new DatasetViews.Rows(this, name, rows.clone());
  }

  /**
   * The first {@code count} rows; this data set itself where there are no more.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   */
  default Dataset first(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative, got " + count);
    }
    return count >= size() ? this : new DatasetViews.First(this, count);
  }

  /**
   * The same rows with each class written as a vector of its probabilities: 1 at the class, 0
   * elsewhere. For losses that compare vectors, such as the squared one. This data set itself if
   * that is how its classes are written.
   *
   * @throws IllegalStateException if the targets are not classes
   */
  default Dataset oneHot() {
    boolean vectors = classes().isPresent() && targetShape().rank() > 0;
    return vectors ? this : new DatasetViews.OneHot(this);
  }
}
