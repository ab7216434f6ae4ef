package dev.chainrule.data;

import java.util.Locale;

/** What is learnt of a column: which class a row is of, or a number. */
public enum Task {
  /** One of a few classes. */
  CLASSIFICATION,
  /** A number. */
  REGRESSION;

  /** As options write it: {@code classification}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The other one. */
  public Task other() {
    return this == CLASSIFICATION ? REGRESSION : CLASSIFICATION;
  }
}
