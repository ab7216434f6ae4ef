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
              Locale.ROOT,
              "At a kink, such as that of relu at 0, a difference quotient says nothing of the"
                  + " gradient: not judged.%n"));
    }
    List<CheckedGradient> kinky = with(Verdict.KINK_ONLY);
    if (!kinky.isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
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
    return which
        + names(wrong)
        + (wrong.size() == 1 ? " is wrong" : " are wrong")
        + ". Errors travel from the loss to the input: look at "
        + suspects(gradients.subList(0, gradients.size() - 1));
  }

  /**
   * A wrong ∂L/∂θ is its layer's own, or came with the ∂L/∂x of a layer not before the next θ's.
   */
  private static String suspects(List<CheckedGradient> parameters) {
    int right = parameters.size(); // from here on, none is wrong
    while (right > 0 && parameters.get(right - 1).verdict() != Verdict.WRONG) {
      right--;
    }
    boolean all = right == parameters.size();
    String upTo = all ? " and the loss" : " up to that of " + parameters.get(right).name();
    if (right == 0) {
      return "the ∂L/∂x of the first layers" + upTo;
    }
    CheckedGradient last = parameters.get(right - 1);
    String own = "the layer of " + last.name();
    return !all && layer(last).equals(layer(parameters.get(right)))
        ? own
        : own + ", the last that is wrong, and at the ∂L/∂x of the layers after it" + upTo;
  }

  /** {@code 0} of {@code 0.weight}. */
  private static String layer(CheckedGradient parameter) {
    return parameter.name().substring(0, Math.max(0, parameter.name().lastIndexOf('.')));
  }

  private static String names(List<CheckedGradient> some) {
    return some.stream().map(CheckedGradient::name).collect(Collectors.joining(", "));
  }

  /** Adds all of it. */
  JsonObject putInto(JsonObject json) {
    JsonObject along =
        CheckedGradient.putTally(new JsonObject(), directions).put("verdict", "" + along());
    return json.put("tolerance", tolerance)
        .put("passed", passed())
        .put("gradients", gradients.stream().map(g -> g.toJson().fields()).toList())
        .put("directions", along.fields());
  }
}
