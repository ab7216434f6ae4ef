package dev.chainrule.stepper.terminal;

import dev.chainrule.io.AtomicFile;
import dev.chainrule.stepper.Export;
import dev.chainrule.stepper.ScenarioException;
import dev.chainrule.stepper.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the steps of a snapshot to files, in the form that the file's name ends in. */
public final class Exports {
  private Exports() {}

  /**
   * Writes one.
   *
   * @throws ScenarioException if the name ends in none of the forms
   * @throws IOException if it cannot be written
   */
  public static void write(Snapshot snapshot, Path file) throws IOException {
    AtomicFile.writeString(file, of(file).write(snapshot));
  }

  /**
   * The form that a file's name ends in.
   *
   * @throws ScenarioException if there is none such
   */
  public static Export of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(Export.values())
        .filter(export -> name.endsWith("." + export.extension()))
        .findFirst()
        .orElseThrow(
            () ->
                new ScenarioException(
                    String.format(
                        Locale.ROOT,
                        "%s: expected a name that ends in %s",
                        file,
                        Arrays.stream(Export.values())
                            .map(export -> "." + export.extension())
                            .collect(Collectors.joining(", ")))));
  }
}
