package dev.chainrule.cli;

import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The table of a gradient check, a line at a time, for a check of many numbers takes minutes. */
final class CheckTable {
  private final String format;

  /** A table wide enough for what will be checked: names, and shapes. */
  CheckTable(Map<String, Shape> gradients) {
    int name = "gradient of".length();
    int checked = "checked".length();
    int index = "index".length();
    for (Map.Entry<String, Shape> entry : gradients.entrySet()) {
      Shape shape = entry.getValue();
      String size = String.format(Locale.ROOT, "%,d", shape.size());
      name = Math.max(name, (entry.getKey() + " " + shape).length());
      checked = Math.max(checked, 2 * size.length() + " of ".length());
      index = Math.max(index, Arrays.toString(shape.subscripts(shape.size() - 1)).length());
    }
    format = "%-" + name + "s  %" + checked + "s  %8s  %11s  %-" + index + "s  %13s  %13s  %s";
  }

  String head() {
    return line(
        "gradient of",
        "checked",
        "at kinks",
        "worst error",
        "index",
        "analytic",
        "numeric",
        "verdict");
  }

  String line(String... cells) {
    return String.format(Locale.ROOT, format, (Object[]) cells).stripTrailing();
  }
}
