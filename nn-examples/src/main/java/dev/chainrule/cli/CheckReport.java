package dev.chainrule.cli;

import dev.chainrule.autodiff.GradientCheck.Tally;
import dev.chainrule.cli.CheckedGradient.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a gradient check says of a whole network, in sentences.
 *
 * @param gradients of every parameter in the order of the layers, then of the input
 * @param directions random ones, each over all parameters
 * @param parameters how many numbers these are
 * @param tolerance the largest relative error that passes
 */
record CheckReport(
    List<CheckedGradient> gradients, Tally directions, long parameters, double tolerance) {
  CheckReport {
    gradients = List.copyOf(gradients);
  }

  /** Whether something was judged, and nothing is wrong. */
  boolean passed() {
    return judged() && with(Verdict.WRONG).isEmpty() && along() != Verdict.WRONG;
  }

  private boolean judged() {
    return along() == Verdict.OK || along() == Verdict.WRONG || !judgedGradients().isEmpty();
  }

  private List<CheckedGradient> judgedGradients() {
    return gradients.stream().filter(g -> g.tally().checked() > 0).toList();
  }

  private List<CheckedGradient> with(Verdict verdict) {
    return gradients.stream().filter(g -> g.verdict() == verdict).toList();
  }

  private Verdict along() {
    return Verdict.of(directions, tolerance);
  }

  /** What is to be known beside the table. */
  String summary() {
    StringBuilder text = new StringBuilder();
    judgedGradients().stream()
        .max(Comparator.comparingDouble(g -> g.tally().error()))
        .ifPresent(
            worst ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%d of %d gradients agree with central differences to %.0e; the largest"
                            + " relative error is %.1e, at %s.%n",
                        with(Verdict.OK).size(),
                        gradients.size(),
                        tolerance,
                        worst.tally().error(),
                        worst.place())));
    if (directions.checked() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "Along %d random directions over all %,d parameters it is %.1e.%n",
              directions.checked(),
              parameters,
              directions.error()));
    }
    if (directions.kinks() + gradients.stream().mapToInt(g -> g.tally().kinks()).sum() > 0) {
      text.append(
          String.format(
              "At a kink, such as that of relu at 0, a difference quotient says nothing of the"
                  + " gradient: not judged.%n"));
    }
    List<CheckedGradient> kinky = with(Verdict.KINK_ONLY);
    if (!kinky.isEmpty()) {
      text.append(
          String.format(
              "Of %s nothing but kinks was met: try another --seed, more --coordinates, or a smooth"
                  + " activation.%n",
              names(kinky)));
    }
    return text.toString();
  }

  /** Why it did not pass, and where to look. */
  String complaint() {
    List<CheckedGradient> wrong = with(Verdict.WRONG);
    if (!judged()) {
      return "nothing could be judged";
    }
    if (wrong.isEmpty()) {
      return "no coordinate that was looked at is wrong, but along random directions the gradient"
          + " is; --coordinates all finds where";
    }
    String which = wrong.size() == 1 ? "the gradient of " : "the gradients of ";
    List<CheckedGradient> parameters =
        gradients.subList(0, gradients.size() - 1).stream().filter(wrong::contains).toList();
    String where =
        parameters.isEmpty()
            ? "the ∂L/∂x that the first layer returns"
            : "the layer of "
                + parameters.get(parameters.size() - 1).name()
                + ", the last that is wrong, and at layers without parameters right after it";
    return which
        + names(wrong)
        + (wrong.size() == 1 ? " is wrong" : " are wrong")
        + ". Errors travel from the loss to the input: look at "
        + where;
  }

  private static String names(List<CheckedGradient> some) {
    return some.stream().map(CheckedGradient::name).collect(Collectors.joining(", "));
  }

  /** Adds all of it. */
  Json putInto(Json json) {
    Json along = CheckedGradient.putTally(new Json(), directions).put("verdict", "" + along());
    return json.put("tolerance", tolerance)
        .put("passed", passed())
        .put("gradients", gradients.stream().map(g -> g.toJson().fields()).toList())
        .put("directions", along.fields());
  }
}
