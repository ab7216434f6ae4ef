package dev.chainrule.kernel;

/**
 * Some rows of predictions and targets in plain arrays, one row behind the other, for a {@link
 * BlockLoss}. Used again for the next ones.
 */
public final class RowBlock {
  private float[] predictions = {};
  private float[] targets = {};
  private float[] gradients = {};
  private int columns;
  private int targetColumns;
  private double scale;
  private int first;
  private int rows;

  RowBlock() {}

  /** The arrays to use, and what is the same for all blocks of a batch. */
  void in(
      float[] predictions,
      float[] targets,
      float[] gradients,
      int columns,
      int targetColumns,
      double scale) {
    this.predictions = predictions;
    this.targets = targets;
    this.gradients = gradients;
    this.columns = columns;
    this.targetColumns = targetColumns;
    this.scale = scale;
  }

  /** Which rows they hold. */
  RowBlock of(int first, int rows) {
    this.first = first;
    this.rows = rows;
    return this;
  }

  /** p, {@code rows · columns} numbers: to be worked in, nobody reads them afterwards. */
  public float[] predictions() {
    return predictions;
  }

  /** t, {@code rows · targetColumns} numbers; not to be modified. */
  public float[] targets() {
    return targets;
  }

  /** To be overwritten with {@code scale · ∂ℓ/∂p}, {@code rows · columns} numbers. */
  public float[] gradients() {
    return gradients;
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** How many numbers a prediction is. */
  public int columns() {
    return columns;
  }

  /** How many numbers a target is: as many as a prediction, or one, the index of a class. */
  public int targetColumns() {
    return targetColumns;
  }

  /** The factor of the gradients. */
  public double scale() {
    return scale;
  }

  /** What to throw for a target that is none, in row {@code i} of the block. */
  public IllegalArgumentException wrongTarget(int i, IllegalArgumentException why) {
    return RowLosses.wrongTarget(first + i, why);
  }
}
