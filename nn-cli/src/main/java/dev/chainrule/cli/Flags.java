package dev.chainrule.cli;

import java.util.function.Supplier;

/** Puts the flag's name before a complaint about its value. */
final class Flags {
  private Flags() {}

  /** What {@code make} gives; an {@link IllegalArgumentException} of it then names the flag. */
  static <T> T of(String flag, Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(flag + ": " + e.getMessage(), e);
    }
  }

  /** Checks a number that has a smallest value. */
  static void atLeast(String flag, long smallest, long value) {
    if (value < smallest) {
      throw new IllegalArgumentException(flag + " must be at least " + smallest + ", got " + value);
    }
  }
}
