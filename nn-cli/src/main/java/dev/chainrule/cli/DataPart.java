package dev.chainrule.cli;

import dev.chainrule.data.TrainTest;
import dev.chainrule.dataset.Dataset;
import java.util.Locale;

/** A part of a data set, as a command may look at it. */
enum DataPart {
  /** The rows that a network learns from. */
  TRAIN,
  /** Rows set aside of these, to choose by. */
  VALIDATION,
  /** The rows that it is judged by. */
  TEST;

  /** In messages and JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The part that is loaded, of which the validation rows are some of the training rows. */
  Dataset recorded(TrainTest sets) {
    return this == TEST ? sets.test() : sets.train();
  }

  /** The remark that has its fingerprint. */
  String fingerprint() {
    return (this == TEST ? TEST : TRAIN) + "-fingerprint";
  }
}
