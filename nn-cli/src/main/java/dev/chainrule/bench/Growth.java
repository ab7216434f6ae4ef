package dev.chainrule.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** In what a training step grows. Sizes double from the first to the last. */
public enum Growth {
  /** Rows in a step. */
  BATCH("784-128-10 relu, batch n", 1, 4096, 1) {
    @Override
    Workload at(int n) {
      return new Workload("batch", List.of(784, 128, 10), "relu", n, "adam", RATE);
    }
  },
  /** Inputs and units of the hidden layer, whose matrix is square. */
  WIDTH("n-n-10 relu, batch 64", 16, 4096, 2) {
    @Override
    Workload at(int n) {
      return new Workload("width", List.of(n, n, 10), "relu", 64, "adam", RATE);
    }
  },
  /** Hidden layers, whose matrices are square. */
  DEPTH("128-(128 × n)-10 relu, batch 64", 1, 64, 1) {
    @Override
    Workload at(int n) {
      List<Integer> widths = new ArrayList<>(Collections.nCopies(n + 1, 128));
      widths.add(10);
      return new Workload("depth", widths, "relu", 64, "adam", RATE);
    }
  };

  /**
   * So small that parameters stay what they are: a network that knows its one row by heart computes
   * with denormal numbers, and a step of one row takes twice the time of a step of eight.
   */
  private static final double RATE = 1e-8;

  private final String network;
  private final int first;
  private final int last;
  private final int expected;

  Growth(String network, int first, int last, int expected) {
    this.network = network;
    this.first = first;
    this.last = last;
    this.expected = expected;
  }

  /** The network, with n for what grows. */
  public String network() {
    return network;
  }

  /** The exponent that the count of multiplications tends to. */
  public int expected() {
    return expected;
  }

  /** The sizes up to {@code most}, at least two of them, so that there is an exponent. */
  public List<Integer> sizes(int most) {
    return IntStream.iterate(first, n -> n <= Math.min(last, Math.max(most, 2 * first)), n -> 2 * n)
        .boxed()
        .toList();
  }

  /** The workload of size n. */
  abstract Workload at(int n);
}
