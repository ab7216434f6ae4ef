package dev.chainrule.stepper;

import dev.chainrule.spelling.Spelling;
import java.util.Collection;
import java.util.Locale;

/** Sentences about names that are none. */
final class UnknownName {
  private UnknownName() {}

  /** {@code act: there is no "rellu"; did you mean relu? There are identity, sigmoid, …}. */
  static ScenarioException unknown(String what, String word, Collection<String> known) {
    return new ScenarioException(
        String.format(
            Locale.ROOT,
            "%s: there is no %s%s There are %s",
            what,
            Numeral.quoted(word),
            Spelling.nearest(word, known).map(near -> "; did you mean " + near + "?").orElse("."),
            String.join(", ", known)));
  }

  /** The known name that is this word in whatever letters. */
  static String known(String what, String word, Collection<String> names) {
    return names.stream()
        .filter(name -> name.equalsIgnoreCase(word.strip()))
        .findFirst()
        .orElseThrow(() -> unknown(what, word, names));
  }
}
