package dev.chainrule.train;

import java.util.List;

/**
 * What happened in a training run, however it ended.
 *
 * @param epochs one by one; the last may be part of one
 * @param ending why there are no more
 * @param message about the ending, for people; empty where all went as planned
 */
public record History(List<Epoch> epochs, Ending ending, String message) {
  /** Why a run ended. */
  public enum Ending {
    /** All epochs were done. */
    COMPLETED,
    /** Someone asked it to stop; the parameters are those of its last step. */
    STOPPED,
    /**
     * The loss or a parameter became NaN or infinite; the parameters are the last that were known
     * to be good.
     */
    DIVERGED
  }

  /** Takes a copy of the list. */
  public History {
    epochs = List.copyOf(epochs);
  }
}
