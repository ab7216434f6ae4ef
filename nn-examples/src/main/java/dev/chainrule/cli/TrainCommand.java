package dev.chainrule.cli;

import dev.chainrule.data.Split;
import dev.chainrule.data.TrainTest;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.nn.Dataset;
import dev.chainrule.nn.Network;
import dev.chainrule.optim.Rule;
import dev.chainrule.train.Epoch;
import dev.chainrule.train.Evaluation;
import dev.chainrule.train.History;
import dev.chainrule.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
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
      description = "Where to write. Default: runs/NAME-DATE-TIME.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = {
        "Write one JSON object to standard output and nothing else; the rest goes to standard"
            + " error."
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
    RunFolder folder = RunFolder.create(out != null ? out : defaultFolder(plan.data()));
    introduce(text, plan);
    long started = System.nanoTime();
    try (GracefulStop stop = new GracefulStop()) {
      Map<String, String> remarks = Remarks.of(data.remarks(), plan.test(), learning.loss.name());
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
      return new Plan(
          data.name(),
          train,
          heldOut,
          validation != 0 ? "validation" : "test",
          sets.test(),
          networks.network(train.inputShape(), train.classes().orElseThrow(), seed),
          learning.rule(learning.epochs * Trainer.stepsPerEpoch(train.size(), learning.batch)),
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

  private static Path defaultFolder(String name) {
    String time =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    return Path.of("runs", name + "-" + time);
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
        learning.batch,
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
    Json result = result(plan, history, test, seconds, folder);
    folder.writeConfig(config(plan).put("result", result.fields()));
    text.println();
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
      System.out.println(result);
      System.out.flush();
    }
    return null;
  }

  private Json result(
      Plan plan, History history, Evaluation test, double seconds, RunFolder folder) {
    double samples = 0;
    double busy = 0;
    for (Epoch epoch : history.epochs()) {
      samples += epoch.samplesPerSecond() * epoch.seconds();
      busy += epoch.seconds();
    }
    int epochs = history.epochs().size();
    return new Json()
        .put("data", plan.data())
        .put("test_accuracy", test.accuracy())
        .put("test_loss", test.loss())
        .put("train_loss", epochs == 0 ? null : history.epochs().get(epochs - 1).loss())
        .put("epochs", epochs)
        .put("seconds", seconds)
        .put("samples_per_second", busy == 0 ? null : samples / busy)
        .put("parameters", plan.network().params().layout().size())
        .put("ending", history.ending().name().toLowerCase(Locale.ROOT))
        .put("model", folder.model().toString());
  }

  private Json config(Plan plan) {
    return new Json()
        .put("data", plan.data())
        .put("rows", data.rows)
        .put("noise", data.noise)
        .put("data_seed", data.seed)
        .put("hidden", networks.hidden.units())
        .put("activation", networks.activation.name())
        .put("init", networks.init.name())
        .put("dropout", networks.dropout)
        .put("loss", learning.loss.name())
        .put("optimizer", learning.optimizer)
        .put("lr", learning.rate())
        .put("schedule", learning.schedule())
        .put("l2", learning.l2)
        .put("clip", learning.clip)
        .put("batch", learning.batch)
        .put("epochs", learning.epochs)
        .put("validation", validation)
        .put("seed", seed)
        .put("threads", plan.compute().threads())
        .put("kernels", plan.compute().kind().toString())
        .put("java", System.getProperty("java.version"));
  }
}
