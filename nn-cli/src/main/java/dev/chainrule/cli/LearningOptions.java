package dev.chainrule.cli;

import dev.chainrule.cli.Choices.Named;
import dev.chainrule.nn.Loss;
import dev.chainrule.optim.ClipByGlobalNorm;
import dev.chainrule.optim.L2;
import dev.chainrule.optim.Optimizers;
import dev.chainrule.optim.Rule;
import dev.chainrule.optim.Scheduled;
import dev.chainrule.schedule.Schedules;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to learn. */
final class LearningOptions {
  /**
   * What works for small networks on inputs between 0 and 1.
   *
   * @param rate the learning rate
   * @param schedule cosine where it was measured to help (five seeds of MNIST), and constant for
   *     the optimizers of textbooks, so that a textbook's numbers come out
   */
  private record Usual(double rate, String schedule) {}

  private static final Map<String, Usual> USUAL =
      Map.of(
          "sgd", new Usual(0.1, "constant"),
          "momentum", new Usual(0.02, "constant"),
          "nesterov", new Usual(0.02, "constant"),
          "rmsprop", new Usual(0.001, "cosine"),
          "adam", new Usual(0.002, "cosine"),
          "adamw", new Usual(0.002, "cosine"));

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "cross-entropy",
      converter = Choices.OfLoss.class,
      completionCandidates = Choices.OfLoss.class,
      description = {
        "${COMPLETION-CANDIDATES}. cross-entropy is that of softmax; bce is that of a sigmoid per"
            + " class, averaged over classes, and bce-sum summed over them, as Nielsen has it."
            + " Default: ${DEFAULT-VALUE}."
      })
  Named<Loss> loss;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "adam",
      converter = Choices.OfOptimizer.class,
      completionCandidates = Choices.OfOptimizer.class,
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  String optimizer = "";

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = {
        "The learning rate. Default: 0.002 for adam and adamw, 0.001 for rmsprop, 0.02 for momentum"
            + " and nesterov, 0.1 for sgd."
      })
  @Nullable Double rate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = Choices.OfSchedule.class,
      completionCandidates = Choices.OfSchedule.class,
      description = {
        "How the rate goes over the whole run: ${COMPLETION-CANDIDATES}. step: the rate, a tenth and"
            + " a hundredth of it, a third of the steps each; exponential: down to a hundredth;"
            + " cosine: down to 0; both would be there one step after the last. warmup-cosine:"
            + " cosine after a rise in the first twentieth of the steps, without one in runs of"
            + " fewer than 20 steps. Default: cosine for adam, adamw and rmsprop, else constant."
      })
  @Nullable String schedule;

  @Option(
      names = "--l2",
      paramLabel = "F",
      defaultValue = "0",
      description = {
        "Adds F/2 times the sum of the squared weights to the loss, biases left out. Nielsen's λ is"
            + " F times the number of training rows: his λ = 5 with 50,000 rows is --l2 1e-4."
            + " Default: ${DEFAULT-VALUE}."
      })
  double l2;

  @Option(
      names = "--clip",
      paramLabel = "C",
      description = "Shorten gradients whose norm over all parameters exceeds C. Default: none.")
  @Nullable Double clip;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "Rows in a step. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "How often all rows are seen. Default: ${DEFAULT-VALUE}.")
  int epochs;

  /** Checks the whole numbers, before anything is computed from them. */
  void check() {
    Flags.atLeast("--batch", 1, batch);
    Flags.atLeast("--epochs", 0, epochs);
  }

  /** The learning rate, chosen or usual. */
  double rate() {
    return rate != null ? rate : usual().rate();
  }

  /** The schedule's name, chosen or usual. */
  String schedule() {
    return schedule != null ? schedule : usual().schedule();
  }

  private Usual usual() {
    return USUAL.getOrDefault(optimizer, new Usual(0.001, "constant"));
  }

  /** All of it as a rule, for a run of so many steps. */
  Rule rule(long steps) {
    Rule rule = Flags.of("--lr", () -> Optimizers.TABLE.get(optimizer).apply(rate()));
    if (l2 != 0) {
      rule = Flags.of("--l2", () -> new L2(l2, false)).then(rule);
    }
    if (clip != null) {
      double norm = clip;
      rule = Flags.of("--clip", () -> new ClipByGlobalNorm(norm)).then(rule);
    }
    return rule.then(new Scheduled(Schedules.TABLE.get(schedule()).apply(Math.max(1, steps))));
  }
}
