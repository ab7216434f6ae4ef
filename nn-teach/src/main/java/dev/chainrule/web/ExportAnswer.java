package dev.chainrule.web;

import dev.chainrule.stepper.Export;
import dev.chainrule.stepper.Key;
import dev.chainrule.stepper.Snapshot;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code /api/export?…&as=markdown}: a step, all equations and numbers of it, as a file. */
final class ExportAnswer {
  /** A file is made in memory, at some fifty bytes a number. */
  private static final long MOST_NUMBERS = 1_500_000;

  private ExportAnswer() {}

  static Download of(Parameters query, Snapshot snapshot) {
    String as = query.text("as", EntryNames.LONGEST);
    Export form =
        Arrays.stream(Export.values())
            .filter(one -> word(one).equals(as))
            .findFirst()
            .orElseThrow(() -> unknown(as));
    long numbers = snapshot.trace().bytes() / 4;
    if (numbers > MOST_NUMBERS) {
      throw Refusal.bad(
          String.format(
                  Locale.ROOT,
                  "this step has %,d numbers, and the page writes files of at most %,d: take fewer units,",
                  numbers,
                  MOST_NUMBERS)
              + " or nn step --export FILE");
    }
    String name = "step-" + snapshot.scenario().get(Key.DATA) + "." + form.extension();
    return new Download(name, form.mediaType(), form.write(snapshot));
  }

  private static Refusal unknown(String as) {
    String known =
        Arrays.stream(Export.values()).map(ExportAnswer::word).collect(Collectors.joining(", "));
    return Refusal.bad(
        String.format(Locale.ROOT, "as is one of %s; got %s", known, Parameters.quote(as)));
  }

  private static String word(Export form) {
    return form.name().toLowerCase(Locale.ROOT);
  }
}
