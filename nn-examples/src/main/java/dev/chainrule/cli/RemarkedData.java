package dev.chainrule.cli;

import dev.chainrule.data.Datasets;
import dev.chainrule.io.ReadBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a model file says of the data it was trained on, before data are made by its word.
 */
final class RemarkedData {
  /** Bytes of a row and its label, train and test, while they are drawn: a digit's 28 × 28. */
  private static final int DIGIT = 1024;

  /** Bytes of a point in the plane. */
  private static final int POINT = 48;

  private RemarkedData() {}

  /**
   * Refuses a name that no data set has, numbers that are none, and more rows than a file of the
   * model's size may ask for; passes over what the user said instead.
   *
   * @throws IOException naming the file, the remark and the option to say it with
   */
  static void check(Path model, Map<String, String> remarks, DataOptions options)
      throws IOException {
    String name = remarks.get(Remarks.DATA);
    if (options.data != null || name == null) {
      return;
    }
    if (Datasets.all().stream().noneMatch(entry -> entry.name().equals(name))) {
      throw new IOException(
          model + ": its remark data is no data set that is known here; name one with --data");
    }
    Long rows = options.rows == null ? number(model, remarks, "rows") : null;
    number(model, remarks, "data-seed");
    checkNoise(model, remarks.get("noise"));
    if (rows != null) {
      int each = name.equals("digits") ? DIGIT : POINT;
      ReadBudget.of(model)
          .orElse("say --rows N to draw N rows")
          .take(rows, each, "the " + rows + " rows of " + name + " that its remarks ask for");
    }
  }

  private static @Nullable Long number(Path model, Map<String, String> remarks, String key)
      throws IOException {
    String text = remarks.get(key);
    try {
      Long number = text == null ? null : Long.valueOf(text);
      if (number != null && key.equals("rows") && (number < 1 || number > Integer.MAX_VALUE)) {
        throw new NumberFormatException();
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrong(model, key, e);
    }
  }

  private static void checkNoise(Path model, @Nullable String text) throws IOException {
    try {
      if (text != null && !(Double.parseDouble(text) >= 0)) {
        throw new NumberFormatException();
      }
    } catch (NumberFormatException e) {
      throw wrong(model, "noise", e);
    }
  }

  private static IOException wrong(Path model, String key, NumberFormatException e) {
    return new IOException(
        model + ": its remark " + key + " is not the number that nn train writes; say --" + key, e);
  }
}
