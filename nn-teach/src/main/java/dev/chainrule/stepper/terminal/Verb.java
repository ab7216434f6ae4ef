package dev.chainrule.stepper.terminal;

import dev.chainrule.spelling.Spelling;
import dev.chainrule.stepper.ScenarioException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be said. To add one, add a line here and its branch in {@link Session}. */
enum Verb {
  NEXT("next", "n", "", "the next step; so does the Enter key alone"),
  BACK("back", "b", "", "the step before"),
  STEP("step", "s", "N", "step N; so does the number alone, and 0 is before the first"),
  LAYER("layer", "", "I [back]", "the first step of layer I, on the way forward or back"),
  FIRST("first", "", "", "the beginning, where nothing is computed yet"),
  LAST("last", "", "", "the last step"),
  ZOOM("zoom", "z", "NAME[i,j]", "a weight, A0[0,1]; a unit, f1[0]; an array, z2"),
  SHOW("show", "", "NAME", "an array, with all digits"),
  LIST("list", "l", "", "all arrays, those not yet computed as –"),
  SET("set", "", "NAME[i,j]=X", "another weight, or another number of the input f0"),
  RATE("rate", "", "[X]", "another learning rate, or which it is"),
  UPDATE("update", "u", "[N]", "N updates of the parameters, or one"),
  EPOCH("epoch", "e", "[N]", "as many as it takes to see all rows N times, or once"),
  UNDO("undo", "", "", "take back the last update or change"),
  REWIND("rewind", "", "", "back to the first weights"),
  FORWARD("forward", "", "NAME[i,j]", "forward mode: how all moves with one number"),
  LEDGER("ledger", "", "", "what forward and reverse mode cost"),
  CHOOSE("choose", "", "[KEY=VALUE]", "another network or other data, from the start; or which"),
  DIGITS("digits", "", "N", "show N significant digits, 1 to 17"),
  WHERE("where", "w", "", "what brings you here again: an address's query"),
  EXPORT("export", "", "FILE", "write all steps as .txt, .md, .json or .html"),
  HELP("help", "h", "", "this"),
  QUIT("quit", "q", "", "leave; so does Ctrl-D");

  private final String word;
  private final String letter;
  private final String arguments;
  private final String help;

  Verb(String word, String letter, String arguments, String help) {
    this.word = word;
    this.letter = letter;
    this.arguments = arguments;
    this.help = help;
  }

  /** As it is written. */
  String word() {
    return word;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Verb::word).toList();
  }

  /**
   * The one that is meant: by its word, its letter, or a beginning that no other has.
   *
   * @throws ScenarioException if there is none, with what was probably meant
   */
  static Verb of(String said) {
    String text = said.toLowerCase(Locale.ROOT);
    List<Verb> begun = new ArrayList<>();
    for (Verb verb : values()) {
      if (verb.word.equals(text) || verb.letter.equals(text)) {
        return verb;
      }
      if (verb.word.startsWith(text)) {
        begun.add(verb);
      }
    }
    if (begun.size() == 1) {
      return begun.get(0);
    }
    if (text.equals("exit") || text.equals("?")) {
      return text.equals("?") ? HELP : QUIT;
    }
    if (begun.size() > 1) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "\"%s\" may be %s: write one letter more",
              said,
              String.join(" or ", begun.stream().map(Verb::word).toList())));
    }
    throw new ScenarioException(
        String.format(
            Locale.ROOT,
            "there is no command \"%s\"%s",
            said.length() > 30 ? said.substring(0, 30) + "…" : said,
            Spelling.nearest(text, words())
                .map(near -> "; did you mean " + near + "?")
                .orElse("; help lists them")));
  }

  /** All of them in a table. */
  static String table() {
    StringBuilder text = new StringBuilder();
    for (Verb verb : values()) {
      String name = (verb.word + " " + verb.arguments).strip();
      String shown = verb.letter.isEmpty() ? "  " : verb.letter + " ";
      text.append(String.format(Locale.ROOT, "  %s %-20s %s\n", shown, name, verb.help));
    }
    return text.append("Beginnings of words will do: ne, ba, ex.\n").toString();
  }
}
