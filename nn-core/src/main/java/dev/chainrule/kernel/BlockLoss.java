package dev.chainrule.kernel;

/**
 * A {@link RowLoss} that is cheaper for many rows at once, in floats: the fast kernels ask it so.
 * Then its exponentials are a loop over all of them, of which C2 makes vector instructions.
 */
public interface BlockLoss extends RowLoss {
  /**
   * The sum of ℓ over the rows of a block, and their gradients; the same as {@link #row} one after
   * another, up to the rounding of floats.
   *
   * @throws IllegalArgumentException if a target is none: {@link RowBlock#wrongTarget}
   */
  double rows(RowBlock block);

  @Override
  default BlockLoss byBlock() {
    return this;
  }
}
