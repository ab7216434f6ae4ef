package dev.chainrule.cli;

import dev.chainrule.data.TrainTest;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.loss.Losses;
import dev.chainrule.nn.Dataset;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn eval}. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = "Tests a saved network: loss, accuracy, and what was taken for what.",
    sortOptions = false,
    footer = {
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

  @Mixin private ComputeOptions compute;

  @Option(names = "--json", description = "Write one JSON object to standard output instead.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    KernelChoice choice = compute.choice();
    Network.Saved saved = Models.load(model);
    RemarkedData.check(model, saved.remarks(), data);
    data.orElse(saved.remarks());
    TrainTest sets = data.load();
    Dataset set = onTrain ? sets.train() : sets.test();
    Fit.check(model, saved.network(), set);
    String loss = saved.remarks().getOrDefault(Remarks.LOSS, "cross-entropy");
    Evaluation evaluation = Evaluation.of(saved.network(), Losses.TABLE.get(loss), set, choice);
    if (json) {
      System.out.println(
          new Json()
              .put("data", data.name())
              .put("rows", evaluation.rows())
              .put("accuracy", evaluation.accuracy())
              .put("loss", evaluation.loss())
              .put("confusion", counts(evaluation.confusion())));
    } else {
      System.out.printf(
          Locale.ROOT, "%s on %,d rows of %s%n", model, evaluation.rows(), set.name());
      System.out.printf(Locale.ROOT, "loss      %.4f  (%s)%n", evaluation.loss(), loss);
      evaluation
          .accuracy()
          .ifPresent(a -> System.out.printf(Locale.ROOT, "accuracy  %.2f %%%n%n", 100 * a));
      System.out.println(evaluation.confusion().toTable(set::className));
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
