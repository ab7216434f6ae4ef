package dev.chainrule.train;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.param.Params;

/**
 * The last parameters whose loss was finite, copied every {@value #EVERY} steps: often enough to
 * lose little, rarely enough to cost nothing.
 */
final class LastGood {
  static final int EVERY = 10;

  private final Params params;
  private final Params copy;
  private final Kernels kernels;
  private long step;

  LastGood(Params params, Kernels kernels) {
    this.params = params;
    this.copy = params.copy();
    this.kernels = kernels;
  }

  /** Called when the loss of the parameters after {@code steps} steps was finite. */
  void see(long steps) {
    if (steps % EVERY == 0) {
      kernels.copy(params.flat(), copy.flat());
      step = steps;
    }
  }

  /**
   * After a failure, leaves the parameters as they are if all of them are finite; else puts them
   * back to the last good ones. What goes wrong in that is added to {@code failure}.
   */
  void rescue(Throwable failure) {
    try {
      if (params.firstNonFinite(kernels).isPresent()) {
        restore();
      }
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }

  /** Puts the parameters back to the last good ones; after how many steps those were. */
  long restore() {
    kernels.copy(copy.flat(), params.flat());
    return step;
  }
}
