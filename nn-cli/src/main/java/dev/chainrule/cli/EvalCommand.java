package dev.chainrule.cli;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.loss.Losses;
import dev.chainrule.nn.Network;
import dev.chainrule.train.Confusion;
import dev.chainrule.train.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn eval}. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = "Tests a saved network: loss, accuracy, and what was taken for what.",
    sortOptions = false,
    footer = {
      "",
      "Without --data and the like, the network is tested on what it was trained on, and on nothing",
      "else: where those rows are gone or have changed, that is an error.",
      "",
      "Keys of --json: data, part (test, train, validation), trained_on, same_rows (whether the rows",
      "are those of the file's own data; null where it does not say), rows, accuracy, loss, confusion",
      "(a row for each true class).",
      "",
      "Examples:",
      "  nn eval model.safetensors                 on the test rows of what it was trained on",
      "  nn eval model.safetensors --data mnist    on others, of the same shape"
    })
final class EvalCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "A file that nn train wrote.")
  private Path model = Path.of("");

  @Mixin private DataOptions data;

  @Option(names = "--train", description = "On the training rows instead of the test rows.")
  private boolean onTrain;

  @Option(
      names = "--validation",
      description = "On the rows that nn train --validation set aside, to choose by.")
  private boolean onValidation;

  @Mixin private ComputeOptions compute;

  @Option(names = "--json", description = "Write one JSON object to standard output instead.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (onTrain && onValidation) {
      throw new ParameterException(
          spec.commandLine(), "--train and --validation: one of them at a time");
    }
    DataPart part = onTrain ? DataPart.TRAIN : onValidation ? DataPart.VALIDATION : DataPart.TEST;
    KernelChoice choice = compute.choice();
    Network.Saved saved = Models.load(model);
    TrainingData trained = new TrainingData(model, saved.remarks());
    FoundData found = trained.find(data, part);
    new Effects(spec)
        .check(
            "--rows",
            part != DataPart.TEST || data.isDrawn(),
            "it takes some of the training rows, and the test rows are all looked at; add --train");
    Dataset set = found.rows(trained, model);
    Fit.check(model, saved.network(), set);
    String loss = saved.remarks().getOrDefault(ModelMetadata.LOSS, "cross-entropy");
    Evaluation evaluation = Evaluation.of(saved.network(), Losses.TABLE.get(loss), set, choice);
    if (json) {
      System.out.println(
          new JsonObject()
              .put("data", data.name())
              .put("part", part.toString())
              .put("trained_on", found.trainedOn())
              .put("same_rows", found.same().orElse(null))
              .put("rows", evaluation.rows())
              .put("accuracy", evaluation.accuracy())
              .put("loss", evaluation.loss())
              .put("confusion", counts(evaluation.confusion())));
    } else {
      found.notice().ifPresent(notice -> System.out.println(Plain.line(notice)));
      System.out.printf(
          Locale.ROOT,
          "%s on %,d rows of %s%n",
          Plain.line(model.toString()),
          evaluation.rows(),
          set.name());
      System.out.printf(Locale.ROOT, "loss      %.4f  (%s)%n", evaluation.loss(), loss);
      evaluation
          .accuracy()
          .ifPresent(a -> System.out.printf(Locale.ROOT, "accuracy  %.2f %%%n%n", 100 * a));
      System.out.println(evaluation.confusion().toTable(c -> Plain.name(set.className(c))));
    }
    return 0;
  }

  private static List<List<Long>> counts(Confusion confusion) {
    List<List<Long>> rows = new ArrayList<>();
    for (int i = 0; i < confusion.classes(); i++) {
      List<Long> row = new ArrayList<>();
      for (int j = 0; j < confusion.classes(); j++) {
        row.add(confusion.count(i, j));
      }
      rows.add(row);
    }
    return rows;
  }
}
