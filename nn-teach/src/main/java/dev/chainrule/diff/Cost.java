package dev.chainrule.diff;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * What all first derivatives cost in either mode.
 *
 * @param inputs numbers in, for each of which forward mode sweeps once
 * @param outputs numbers out, for each of which reverse mode sweeps once
 * @param forward multiplications of all forward sweeps; empty if there are too many to count
 * @param reverse the same of all reverse sweeps
 */
public record Cost(int inputs, int outputs, OptionalLong forward, OptionalLong reverse) {
  /** Counts. */
  public static Cost of(ComputationGraph walk) {
    return Multiplications.of(walk);
  }

  /** Which mode is cheaper, and why: a sentence. */
  public String why() {
    long f = forward.orElse(inputs);
    long r = reverse.orElse(outputs);
    if (f == 0 && r == 0) {
      return "Neither has a product to make: on no way from a variable to the result do two"
          + " derivatives meet that are not always 0, 1 or -1.";
    }
    if (inputs == outputs) {
      String sweeps = inputs == 1 ? "one sweep" : NumberStyle.count(inputs) + " sweeps";
      return (f == r
              ? "Both modes cost the same here: " + sweeps + " each."
              : String.format(
                  Locale.ROOT,
                  "%s mode is cheaper here, though both need %s: it meets more factors that are 1.",
                  f < r ? "Forward" : "Reverse",
                  sweeps))
          + " With more numbers in than out, reverse mode wins; with more out than in, forward.";
    }
    String forwardSweeps = "once for each number in (" + NumberStyle.count(inputs) + ")";
    String reverseSweeps = "once for each number out (" + NumberStyle.count(outputs) + ")";
    if (f == r) {
      return "Both modes cost the same here, although forward mode sweeps "
          + forwardSweeps
          + ", and reverse mode "
          + reverseSweeps
          + ".";
    }
    String link = (r < f) == (outputs < inputs) ? ": it sweeps " : ", although it sweeps ";
    return r < f
        ? "Reverse mode is cheaper here"
            + link
            + reverseSweeps
            + ", forward mode "
            + forwardSweeps
            + "."
        : "Forward mode is cheaper here"
            + link
            + forwardSweeps
            + ", reverse mode "
            + reverseSweeps
            + ".";
  }
}
