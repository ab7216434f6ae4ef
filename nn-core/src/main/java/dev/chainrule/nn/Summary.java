package dev.chainrule.nn;

import dev.chainrule.param.ParamSpec;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a network is made of: a row a layer, with its path, type, output shape, parameters and
 * memory.
 *
 * @param input the shape of one input
 * @param rows the layers, in the order of the forward pass
 * @param bytesPerNumber 4 for float, 8 for double
 */
public record Summary(Shape input, List<Row> rows, int bytesPerNumber) {
  /**
   * One layer.
   *
   * @param path where it stands: {@code 0}, {@code 2.1}; empty for a network of one layer
   * @param layer what it is
   * @param output the shape of one output row
   * @param parameters how many numbers it learns
   */
  public record Row(String path, String layer, Shape output, long parameters) {
    /** For messages: {@code layer[0] Dense(784→128, relu)}. */
    public String where() {
      return (path.isEmpty() ? "the layer " : "layer[" + path + "] ") + layer;
    }
  }

  /** The summary of {@code network}. */
  public static Summary of(Network network) {
    return of(network.inputShape(), network.layer(), network.params().dataType());
  }

  /** The summary of a network that need not be made. */
  public static Summary of(Shape input, Layer layer, DataType type) {
    List<Row> rows = new ArrayList<>();
    collect("", layer, input, rows);
    return new Summary(input, List.copyOf(rows), type.width());
  }

  private static void collect(String path, Layer layer, Shape input, List<Row> rows) {
    if (layer.children().isEmpty()) {
      long parameters =
          layer.parameters(input).stream().map(ParamSpec::shape).mapToLong(Shape::size).sum();
      rows.add(new Row(path, layer.describe(input), layer.outputShape(input), parameters));
      return;
    }
    Shape shape = input;
    for (int i = 0; i < layer.children().size(); i++) {
      Layer child = layer.children().get(i);
      collect(path.isEmpty() ? "" + i : path + "." + i, child, shape, rows);
      shape = child.outputShape(shape);
    }
  }

  /** How many numbers the network learns. */
  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  /** How many numbers one row is on its way through the network: its input and every output. */
  public long numbersPerRow() {
    double all = input.size();
    for (Row row : rows) {
      all += row.output().size();
    }
    return (long) all; // at most Long.MAX_VALUE
  }

  /** A table for people. */
  @Override
  public String toString() {
    int width = Math.max(5, rows.stream().mapToInt(row -> row.layer().length()).max().orElse(0));
    String line = "%-6s %-" + width + "s  %-14s %12s %12s%n";
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(Locale.ROOT, line, "path", "layer", "output", "parameters", "memory"));
    table.append(String.format(Locale.ROOT, line, "", "input", input, "", ""));
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              line,
              row.path(),
              row.layer(),
              row.output(),
              String.format(Locale.ROOT, "%,d", row.parameters()),
              memory(row.parameters() * bytesPerNumber)));
    }
    table.append(
        String.format(
            Locale.ROOT,
            line,
            "",
            "total",
            "",
            String.format(Locale.ROOT, "%,d", parameters()),
            memory(parameters() * bytesPerNumber)));
    return table.toString().replaceAll("(?m) +$", "");
  }

  private static String memory(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
