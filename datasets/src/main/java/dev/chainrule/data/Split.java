package dev.chainrule.data;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.random.RandomStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * A data set in two parts that share no row: one to learn from, one to watch while learning.
 *
 * <pre>{@code
 * Split split = Split.random(Digits.train(), 1_000, 42);
 * split.train().size();        // 9000
 * split.validation().size();   // 1000
 * }</pre>
 */
public record Split(Dataset train, Dataset validation) {
  /**
   * Sets aside {@code validationCount} rows chosen at random; nothing is copied. Either part is in
   * random order, or in that of {@code dataset} where its shuffle keeps neighbours together.
   *
   * @param seed the same seed chooses the same rows
   * @throws IllegalArgumentException unless both parts have at least one row
   */
  public static Split random(Dataset dataset, int validationCount, long seed) {
    int size = dataset.size();
    if (validationCount < 1 || validationCount >= size) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: expected a validation count in 1 to %d, so that both parts have rows, got %d",
              dataset.name(),
              size - 1,
              validationCount));
    }
    int[] order = RandomStream.of(seed).split("split").permutation(size);
    int[] train = Arrays.copyOfRange(order, validationCount, size);
    int[] validation = Arrays.copyOf(order, validationCount);
    if (dataset.shuffle().keepsNeighbours()) { // which stand together only in their own order
      Arrays.sort(train);
      Arrays.sort(validation);
    }
    return new Split(
        dataset.rows(dataset.name(), train),
        dataset.rows(dataset.name() + " validation", validation));
  }
}
