package dev.chainrule.cli;

import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Summary;
import dev.chainrule.optim.Rule;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.tensor.Shape;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Asks for memory before it is taken: sums up what a command will hold, and answers with the sum
 * where that is more than is free, in place of a machine that swaps or a process that is killed.
 */
final class Memory {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  /** Two coordinates and a class in float and int, the order they are drawn in, and a copy. */
  private static final long POINT_BYTES = 40;

  /** 28 × 28 bytes, the class, the order; and a fifth of it for the test. */
  private static final long DIGIT_BYTES = 950;

  private static final long EVALUATED = 500; // rows at once

  /** Numbers of one parameter, which are drawn into one Java array. */
  private static final double MOST_DRAWN = Integer.MAX_VALUE - 8;

  private Memory() {}

  /**
   * What a network takes while it learns.
   *
   * @param parameters numbers that it learns
   * @param largest numbers of its largest parameter, which is drawn in double
   * @param units numbers that its layers give for one row, all together
   */
  record Need(String network, double parameters, double largest, double units) {
    static Need of(Shape input, Layer layer) {
      Summary summary = Summary.of(input, layer, DataType.FLOAT);
      StringBuilder sizes = new StringBuilder().append(input.size());
      double units = (double) input.size();
      for (Summary.Row row : summary.rows()) {
        units += (double) row.output().size();
        if (row.parameters() > 0) {
          sizes.append('→').append(row.output().size());
        }
      }
      double parameters = 0;
      double largest = 0;
      for (ParamSpec spec : layer.parameters(input)) {
        parameters += (double) spec.shape().size();
        largest = Math.max(largest, (double) spec.shape().size());
      }
      return new Need(sizes.toString(), parameters, largest, units);
    }
  }

  private static void checkDrawable(Need need) {
    if (need.largest() > MOST_DRAWN) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s has a layer of %,.0f weights; %,.0f are the most. Take fewer units (--hidden).",
              need.network(),
              need.largest(),
              MOST_DRAWN));
    }
  }

  /**
   * Checks that a network can be made and trained: parameters, gradients, the optimizer's memory,
   * the last good copy, and of each layer its output, what is saved for backward and a gradient.
   *
   * @throws IllegalStateException with the sum, if there is not as much
   */
  static void checkTraining(Shape input, Layer layer, Rule rule, String optimizer, long batch) {
    Need need = Need.of(input, layer);
    double held = Float.BYTES * need.parameters() * (3 + rule.slots());
    double drawn = 2.0 * Double.BYTES * need.largest();
    double activations = Float.BYTES * need.units() * (3.0 * batch + 2.0 * EVALUATED);
    double sum = Math.max(Float.BYTES * need.parameters() + drawn, held + activations);
    double moments = Float.BYTES * need.parameters() * rule.slots();
    check(
        sum,
        Math.max(drawn / 2, moments), // the fast kernels keep moments in Java's heap
        need.network()
            + " needs "
            + text(sum)
            + " for parameters, gradients"
            + (rule.slots() == 0
                ? ""
                : String.format(Locale.ROOT, ", %d moments of %s", rule.slots(), optimizer))
            + ", a copy of the last good ones and batches of "
            + batch,
        "Take fewer units (--hidden) or smaller batches (--batch)");
    checkDrawable(need);
  }

  /**
   * Checks that a network can be made and its gradients checked in double.
   *
   * @throws IllegalStateException with the sum, if there is not as much
   */
  static void checkGradients(Shape input, Layer layer, long batch) {
    Need need = Need.of(input, layer);
    double sum =
        need.parameters() * (Float.BYTES + 4.0 * Double.BYTES)
            + 4.0 * Double.BYTES * need.units() * batch;
    check(
        sum,
        Double.BYTES * need.largest(),
        need.network() + " needs " + text(sum) + " for parameters and gradients in double",
        "Take fewer units (--hidden) or a smaller batch (--batch)");
    checkDrawable(need);
  }

  /**
   * Checks that there is room for rows that are to be drawn.
   *
   * @throws IllegalStateException with the sum, if there is not as much
   */
  static void checkRows(String name, long rows, boolean points) {
    double sum = (double) rows * (points ? POINT_BYTES : DIGIT_BYTES);
    String needs = String.format(Locale.ROOT, "%,d rows of %s need %s", rows, name, text(sum));
    check(sum, FreeMemory.ofMachine(), needs, "are free", "Take fewer with --rows.");
    checkHeap(sum, needs, "Take fewer with --rows");
  }

  /** Checks what is held in all, and what of it is in Java's heap. */
  private static void check(double sum, double heap, String needs, String advice) {
    check(sum, FreeMemory.ofMachine(), needs, "are free", advice + ".");
    checkHeap(heap, needs, advice);
    String more = ", or let Java take more: NN_JAVA_OPTS=-Xmx" + gigabytes(sum) + "g.";
    check(sum, FreeMemory.ofProcess(), needs, "is what Java may take", advice + more);
  }

  private static void checkHeap(double heap, String needs, String advice) {
    String more = ", or let Java take more: NN_JAVA_OPTS=-Xmx" + gigabytes(2 * heap) + "g.";
    check(heap, FreeMemory.ofHeap(), needs, "are free in Java's heap", advice + more);
  }

  private static void check(double sum, double free, String needs, String are, String advice) {
    if (sum > free) {
      throw new IllegalStateException(needs + "; " + text(free) + " " + are + ". " + advice);
    }
  }

  private static long gigabytes(double bytes) {
    return (long) Math.ceil(bytes / (1L << 30));
  }

  /** {@code 3.1 GiB}. */
  static String text(double bytes) {
    double value = bytes / 1024;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }
}
