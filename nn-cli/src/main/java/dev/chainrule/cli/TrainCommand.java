package dev.chainrule.cli;

import dev.chainrule.data.Split;
import dev.chainrule.data.TrainTest;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.nn.Network;
import dev.chainrule.optim.Rule;
import dev.chainrule.tensor.Shape;
import dev.chainrule.train.Evaluation;
import dev.chainrule.train.History;
import dev.chainrule.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nn train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "Trains a multilayer perceptron; writes the network and how it went (model.safetensors,"
          + " history.csv, config.json, curves.png). Ctrl-C, kill and a closed terminal end it"
          + " after the current step and keep what was learnt; so does an error, as far as it got."
          + " A second Ctrl-C ends it at once. That who reads its output goes away (nn train |"
          + " head) does not end it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all epochs done",
      "1:failed or diverged; a sentence says why and what is kept",
      "2:wrong usage",
      "129:ended by a closed terminal; what was learnt is kept",
      "130:ended by Ctrl-C; what was learnt is kept",
      "141:done, but nobody read the end of the output",
      "143:ended by kill; what was learnt is kept"
    },
    sortOptions = false,
    footer = {
      "",
      "Keys of --json: data, validation_accuracy and validation_loss (to choose by; null without",
      "--validation), test_accuracy and test_loss (to judge by, once), train_loss, epochs, seconds,",
      "samples_per_second, parameters, ending (completed, stopped, diverged), model, and history, a",
      "list with the columns of history.csv for each epoch. What is not a finite number is null.",
      "",
      "Examples:",
      "  nn train",
      "  nn train --hidden none                    softmax regression, to compare",
      "  nn train --data moons --hidden 16,16 --activation tanh --epochs 50",
      "  nn train --data mnist --hidden 128,64 --dropout 0.2 --schedule cosine --out mine",
      "  nn train --data mnist --hidden 30 --activation sigmoid --loss cross-entropy \\",
      "    --init nielsen --optimizer sgd --lr 0.1 --batch 10 --epochs 30 \\",
      "    --validation 10000 --l2 1e-4            as in Nielsen's book, chapter 3"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private DataOptions data;
  @Mixin private NetworkOptions networks;
  @Mixin private LearningOptions learning;

  @Option(
      names = "--validation",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Set N training rows aside, drawn by the seed, and look at them after each epoch. Default:"
            + " none; the test rows are looked at instead, and nothing is decided by them."
      })
  private int validation;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Of first values, order of rows, validation rows and dropout. The same seed, build and"
            + " --threads give the same bytes. Default: ${DEFAULT-VALUE}."
      })
  private long seed;

  @Mixin private ComputeOptions compute;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write. Default: runs/NAME-DATE-TIME, which no other run has.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Write over an earlier run in --out.")
  private boolean force;

  @Option(
      names = "--json",
      description = {
        "Write one JSON object to standard output and nothing else; the rest goes to standard"
            + " error. Its keys are listed below."
      })
  private boolean json;

  @Spec private CommandSpec spec;

  /** What is to be done, checked. */
  private record Plan(
      String data,
      Dataset train,
      Dataset heldOut,
      String heldOutName,
      Dataset test,
      Map<String, String> origin,
      Network network,
      Rule rule,
      KernelChoice compute) {}

  @Override
  public Integer call() throws IOException, RunFailure {
    Plan plan = plan();
    PrintStream text = json ? System.err : System.out;
    if (out != null && out.toString().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--out names no folder");
    }
    RunFolder folder = out != null ? RunFolders.named(out, force) : RunFolders.unused(plan.data());
    introduce(text, plan);
    long started = System.nanoTime();
    try (GracefulStop stop = new GracefulStop()) {
      Map<String, String> remarks =
          ModelMetadata.of(plan.origin(), plan.test(), learning.loss.name());
      Harvest harvest = new Harvest(folder, plan.network(), remarks, plan.heldOutName(), stop);
      History history = harvest.of(() -> fit(plan, stop, harvest, text), () -> config(plan));
      double seconds = (System.nanoTime() - started) / 1e9;
      harvest.andThen(() -> conclude(text, history, plan, seconds, folder));
      return switch (history.ending()) {
        case COMPLETED -> 0;
        case STOPPED -> stop.exitCode();
        case DIVERGED -> 1;
      };
    }
  }

  private Plan plan() throws IOException {
    try {
      learning.check();
      Flags.atLeast("--validation", 0, validation);
      networks.checkEffects(new Effects(spec));
      new Effects(spec)
          .check("--force", out != null, "without --out every run has a new folder; add --out DIR");
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    TrainTest sets = data.load();
    KernelChoice choice = compute.choice();
    try {
      Dataset train = sets.train();
      Dataset heldOut = sets.test();
      if (validation != 0) {
        Split split = Flags.of("--validation", () -> Split.random(sets.train(), validation, seed));
        train = split.train();
        heldOut = split.validation();
      }
      Shape input = train.inputShape();
      int classes = train.classes().orElseThrow();
      int rows = Math.min(learning.batch, train.size());
      Rule rule = learning.rule(learning.epochs * Trainer.stepsPerEpoch(train.size(), rows));
      Memory.checkTraining(input, networks.layers(input, classes), rule, learning.optimizer, rows);
      Map<String, String> origin = new TreeMap<>(TrainingData.remarksOf(data, sets));
      origin.putAll(TrainingData.remarksOfValidation(validation, seed));
      return new Plan(
          data.name(),
          train,
          heldOut,
          validation != 0 ? "validation" : "test",
          sets.test(),
          origin,
          networks.network(input, classes, seed),
          rule,
          choice);
    } catch (IllegalArgumentException e) { // numbers out of range: the user's to mend
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private History fit(Plan plan, GracefulStop stop, Harvest harvest, PrintStream text) {
    int rows = plan.train().size();
    try (EpochReporter reporter =
        new EpochReporter(text, learning.epochs, rows, plan.heldOutName())) {
      return new Trainer(plan.network(), learning.loss.value(), plan.rule())
          .withBatch(learning.batch)
          .withEpochs(learning.epochs)
          .withSeed(seed)
          .withValidation(plan.heldOut())
          .withCallback(harvest)
          .withCallback(reporter)
          .withStop(stop::asked)
          .withKernels(plan.compute())
          .fit(plan.train());
    }
  }

  private void introduce(PrintStream text, Plan plan) {
    text.printf(
        Locale.ROOT,
        "%s: %,d rows to learn from, %,d to be tested on, %d classes%n%n",
        plan.data(),
        plan.train().size(),
        plan.test().size(),
        plan.train().classes().orElseThrow());
    text.println(plan.network().summary());
    text.printf(
        Locale.ROOT,
        "%s, %s at %s%s, batches of %d, seed %d%n",
        learning.loss.name(),
        learning.optimizer,
        learning.rate(),
        learning.schedule().equals("constant") ? "" : " (" + learning.schedule() + ")",
        Math.min(learning.batch, plan.train().size()),
        seed);
    text.flush();
  }

  /** Tests the network and tells of it; all that was learnt is written already. */
  private Void conclude(
      PrintStream text, History history, Plan plan, double seconds, RunFolder folder)
      throws IOException {
    if (!history.message().isEmpty()) {
      System.err.println("nn: " + history.message() + ".");
    }
    Evaluation test =
        Evaluation.of(plan.network(), learning.loss.value(), plan.test(), plan.compute());
    Optional<Evaluation> aside =
        validation == 0
            ? Optional.empty()
            : Optional.of(
                Evaluation.of(
                    plan.network(), learning.loss.value(), plan.heldOut(), plan.compute()));
    RunJson run = new RunJson(history, plan.heldOutName(), aside, test, seconds);
    JsonObject result =
        run.result(plan.data(), plan.network().params().layout().size(), folder.model().toString());
    folder.writeConfig(config(plan).put("result", result.fields()));
    text.println();
    if (aside.isPresent() && aside.get().accuracy().isPresent()) {
      text.printf(
          Locale.ROOT,
          "Validation accuracy %.2f %% (loss %.4f) on %,d rows, to choose by%n",
          100 * aside.get().accuracy().getAsDouble(),
          aside.get().loss(),
          aside.get().rows());
    }
    if (test.accuracy().isPresent()) {
      text.printf(
          Locale.ROOT,
          "Test accuracy %.2f %% (loss %.4f) on %,d rows of %s, after %.1f s%n",
          100 * test.accuracy().getAsDouble(),
          test.loss(),
          test.rows(),
          plan.test().name(),
          seconds);
    }
    text.println("Written to " + folder.folder() + ":");
    text.println("  model.safetensors  the network: nn predict " + folder.model() + " IMAGE.png");
    text.println("  " + String.join(", ", folder.others()));
    text.flush();
    if (json) {
      System.out.println(run.addHistory(result));
      System.out.flush();
    }
    return null;
  }

  private JsonObject config(Plan plan) {
    return RunJson.config(data, networks, learning, validation, seed, plan.compute());
  }
}
