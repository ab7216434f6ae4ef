package dev.chainrule.train;

/** One who watches a training run; called on its thread. */
public interface Callback {
  /**
   * After each step.
   *
   * @param epoch from 1
   * @param step within the epoch, from 1
   * @param steps how many the epoch has
   * @param loss of this step's batch
   */
  default void onStep(int epoch, int step, int steps, double loss) {}

  /** After each epoch, its validation included. */
  default void onEpoch(Epoch epoch) {}
}
