package dev.chainrule.autodiff;

import org.jspecify.annotations.Nullable;

/**
 * Numbers by the identity of Vars: what {@code IdentityHashMap<Var, Integer>} would be, without an
 * object for each number. Half of a gradient of scalar operations is this look-up.
 */
final class Places {
  /** What {@link #get} says of a Var that has no number. */
  static final int UNKNOWN = Integer.MIN_VALUE;

  private @Nullable Var[] vars = new Var[64]; // open addressing: at most half of it is taken
  private int[] numbers = new int[64];
  private int size;

  int get(Var var) {
    int i = slot(var);
    return vars[i] == null ? UNKNOWN : numbers[i];
  }

  /** Gives a number to a Var that has none. */
  void put(Var var, int number) {
    if (2 * size == vars.length) {
      grow();
    }
    int i = slot(var);
    vars[i] = var;
    numbers[i] = number;
    size++;
  }

  /** Where it is, or where it would be. */
  private int slot(Var var) {
    int mask = vars.length - 1;
    int i = (var.code() ^ var.code() >>> 16) & mask;
    while (vars[i] != null && vars[i] != var) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private void grow() {
    @Nullable Var[] oldVars = vars;
    int[] oldNumbers = numbers;
    vars = new Var[2 * oldVars.length];
    numbers = new int[vars.length];
    for (int i = 0; i < oldVars.length; i++) {
      Var var = oldVars[i];
      if (var != null) {
        int at = slot(var);
        vars[at] = var;
        numbers[at] = oldNumbers[i];
      }
    }
  }
}
