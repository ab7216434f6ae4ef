package dev.chainrule.cli;

import dev.chainrule.autodiff.GradientCheck.Comparison;
import dev.chainrule.autodiff.GradientCheck.Tally;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a gradient check says of one parameter, or of the input.
 *
 * @param name {@code 0.weight}, or {@code x}
 * @param tally of its coordinates
 * @param tolerance the largest relative error that passes
 */
record CheckedGradient(String name, Shape shape, Tally tally, double tolerance) {
  /** What there is to say. */
  enum Verdict {
    OK("ok"),
    WRONG("WRONG"),
    KINK_ONLY("kink only"),
    NOTHING_CHECKED("nothing checked");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    static Verdict of(Tally tally, double tolerance) {
      if (tally.checked() == 0) {
        return tally.kinks() > 0 ? KINK_ONLY : NOTHING_CHECKED;
      }
      return tally.error() <= tolerance ? OK : WRONG;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  Verdict verdict() {
    return Verdict.of(tally, tolerance);
  }

  /** {@code 0.weight[5, 17]}, where the error is largest. */
  String place() {
    return name + tally.worst().map(this::subscripts).orElse("");
  }

  private String subscripts(Comparison worst) {
    return Arrays.toString(shape.subscripts(worst.index()));
  }

  /** The table's columns. */
  String[] cells() {
    Optional<Comparison> worst = tally.worst();
    return new String[] {
      name + " " + shape,
      String.format(Locale.ROOT, "%,d of %,d", tally.checked(), shape.size()),
      String.format(Locale.ROOT, "%,d", tally.kinks()),
      worst.map(w -> String.format(Locale.ROOT, "%.1e", w.error())).orElse(""),
      worst.map(this::subscripts).orElse(""),
      worst.map(w -> String.format(Locale.ROOT, "%.6e", w.analytic())).orElse(""),
      worst.map(w -> String.format(Locale.ROOT, "%.6e", w.numeric())).orElse(""),
      verdict().toString()
    };
  }

  JsonObject toJson() {
    JsonObject json =
        new JsonObject().put("name", name).put("shape", shape.toArray()).put("of", shape.size());
    putTally(json, tally);
    Optional<Comparison> worst = tally.worst();
    return json.put("index", worst.map(w -> shape.subscripts(w.index())).orElse(null))
        .put("analytic", worst.map(Comparison::analytic).orElse(null))
        .put("numeric", worst.map(Comparison::numeric).orElse(null))
        .put("verdict", verdict().toString());
  }

  static JsonObject putTally(JsonObject json, Tally tally) {
    return json.put("checked", tally.checked())
        .put("kinks", tally.kinks())
        .put("error", tally.worst().map(Comparison::error).orElse(null));
  }
}
