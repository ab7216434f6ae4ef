package dev.chainrule.train;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.tensor.Shape;
import java.util.OptionalInt;

/** A data set that looks like another one; only how its rows are read is its own. */
interface DelegatingDataset extends Dataset {
  /** The data set that it looks like. */
  Dataset of();

  @Override
  default String name() {
    return of().name();
  }

  @Override
  default int size() {
    return of().size();
  }

  @Override
  default Shape inputShape() {
    return of().inputShape();
  }

  @Override
  default Shape targetShape() {
    return of().targetShape();
  }

  @Override
  default OptionalInt classes() {
    return of().classes();
  }
}
