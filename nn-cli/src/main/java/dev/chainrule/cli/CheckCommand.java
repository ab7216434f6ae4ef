package dev.chainrule.cli;

import dev.chainrule.autodiff.GradientCheck;
import dev.chainrule.autodiff.GradientCheck.Tally;
import dev.chainrule.cli.Choices.Named;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.BlasThreads;
import dev.chainrule.loss.Losses;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.NetworkCheck;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "Checks the gradients that backpropagation computes against central differences of the loss,"
          + " (L(θ + h) − L(θ − h)) / 2h, for each parameter and the input, on a few training rows."
          + " It does so in double, on a copy: in float the differences would be rounding. Dropout"
          + " drops the same units every time; where a kink of an activation, such as that of relu"
          + " at 0, lies between the two, nothing is judged."
    },
    sortOptions = false,
    footer = {
      "",
      "The exit code is 1 where a gradient is wrong.",
      "",
      "Examples:",
      "  nn check                                  the network that nn train begins with",
      "  nn check model.safetensors                one that was trained, on its data",
      "  nn check --data moons --hidden 5,5 --activation gelu --loss mse --coordinates all"
    })
final class CheckCommand implements Callable<Integer> {
  private static final int DIRECTIONS = 10;
  private static final List<String> ARCHITECTURE =
      List.of("--hidden", "--activation", "--init", "--dropout");

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A file that nn train wrote; without it, a new network that the options name.")
  private @Nullable Path model;

  @Mixin private DataOptions data;
  @Mixin private NetworkOptions networks;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      converter = Choices.OfLoss.class,
      completionCandidates = Choices.OfLoss.class,
      description = {
        "${COMPLETION-CANDIDATES}. Default: that which the network was trained with, or"
            + " cross-entropy."
      })
  private @Nullable Named<Loss> loss;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "Rows to compute the loss on, drawn by the seed. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--coordinates",
      paramLabel = "N",
      defaultValue = "50",
      converter = OfCoordinates.class,
      description = {
        "How many numbers of each parameter and of the input to look at, drawn by the seed; or all."
            + " Default: ${DEFAULT-VALUE}."
      })
  private int coordinates;

  @Option(
      names = "--tolerance",
      paramLabel = "E",
      defaultValue = "1e-6",
      description = {
        "The largest relative error that passes. In double, right gradients agree to about 1e-8,"
            + " and to 1e-7 where they are small; a mistake is rarely below 1e-3. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private double tolerance;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of first values, rows, coordinates and directions. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--json", description = "Write one JSON object to standard output instead.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** {@code --coordinates}: a number, or {@code all}. */
  static final class OfCoordinates implements picocli.CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        return text.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new picocli.CommandLine.TypeConversionException(
            "expected a number such as 50, or all; got " + text);
      }
    }
  }

  /** What is to be checked. */
  private record Subject(Network network, Named<Loss> loss, Dataset set) {}

  @Override
  public Integer call() throws IOException {
    checkFlags();
    BlasThreads.set(1);
    Subject subject = subject();
    int[] rows = RandomStream.of(seed).split("rows").permutation(subject.set().size());
    int count = Math.min(batch, rows.length);
    NetworkCheck check = check(subject, Arrays.copyOf(rows, count));
    if (!json) {
      introduce(subject, count, check.value());
    }
    CheckReport report = run(subject, count, check);
    if (json) {
      JsonObject result =
          new JsonObject()
              .put("model", model == null ? null : model.toString())
              .put("data", data.name())
              .put("rows", count)
              .put("loss", subject.loss().name())
              .put("value", check.value())
              .put("seed", seed);
      System.out.println(report.putInto(result));
    } else {
      System.out.print("\n" + report.summary());
    }
    if (!report.passed()) {
      System.out.flush();
      System.err.println("nn: " + report.complaint() + ".");
    }
    return report.passed() ? 0 : 1;
  }

  private void checkFlags() {
    try {
      Flags.atLeast("--batch", 1, batch);
      Flags.atLeast("--coordinates", 0, coordinates);
      if (!(tolerance > 0 && tolerance < 1)) {
        throw new IllegalArgumentException("--tolerance must be in (0, 1), got " + tolerance);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    for (String flag : ARCHITECTURE) {
      if (model != null && spec.commandLine().getParseResult().hasMatchedOption(flag)) {
        throw new ParameterException(
            spec.commandLine(), flag + " is for a new network; " + model + " has its own layers");
      }
    }
  }

  private Subject subject() throws IOException {
    if (model == null) {
      Dataset set = data.load().train();
      try {
        networks.checkEffects(new Effects(spec));
        Memory.checkGradients(
            set.inputShape(),
            networks.layers(set.inputShape(), set.classes().orElseThrow()),
            Math.min(batch, set.size()));
        Network network = networks.network(set.inputShape(), set.classes().orElseThrow(), seed);
        return new Subject(network, loss(Map.of()), set);
      } catch (IllegalArgumentException e) { // numbers out of range: the user's to mend
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
    Network.Saved saved = Models.load(model);
    FoundData found = new TrainingData(model, saved.remarks()).find(data, DataPart.TRAIN);
    found.notice().ifPresent(notice -> System.err.println("nn: " + Plain.line(notice)));
    Dataset set = found.sets().train();
    Fit.check(model, saved.network(), set);
    return new Subject(saved.network(), loss(saved.remarks()), set);
  }

  private Named<Loss> loss(Map<String, String> remarks) {
    if (loss != null) {
      return loss;
    }
    String name = remarks.getOrDefault(ModelMetadata.LOSS, "cross-entropy");
    return new Named<>(name, Losses.TABLE.get(name));
  }

  private static NetworkCheck check(Subject subject, int[] rows) {
    boolean vectors = subject.loss().value().targets() == Loss.Targets.VECTORS;
    Dataset set = vectors ? subject.set().oneHot() : subject.set();
    Shape input = set.inputShape().batch(rows.length);
    Shape target = set.targetShape().batch(rows.length);
    float[] x = new float[Math.toIntExact(input.size())];
    float[] t = new float[Math.toIntExact(target.size())];
    set.read(rows, 0, rows.length, x, t);
    return NetworkCheck.ofLoss(
        subject.network(),
        subject.loss().value(),
        Nd4j.createFromArray(x).reshape('c', input.toArray()),
        Nd4j.createFromArray(t).reshape('c', target.toArray()));
  }

  private void introduce(Subject subject, int count, double value) {
    System.out.println(
        subject.network().summary().rows().stream()
            .map(row -> row.layer())
            .collect(Collectors.joining(", ")));
    System.out.printf(
        Locale.ROOT,
        "%s on %,d of the %,d rows of %s is %.6g, in double; seed %d%n%n",
        subject.loss().name(),
        count,
        subject.set().size(),
        subject.set().name(),
        value,
        seed);
  }

  private CheckReport run(Subject subject, int count, NetworkCheck check) {
    ParamLayout layout = subject.network().params().layout();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Map<String, GradientCheck> checks = new LinkedHashMap<>();
    for (ParamLayout.Entry entry : layout.entries()) {
      shapes.put(entry.spec().name(), entry.spec().shape());
      checks.put(entry.spec().name(), check.parameter(entry.spec().name()));
    }
    shapes.put("x", subject.network().inputShape().batch(count));
    checks.put("x", check.input());
    long work = shapes.values().stream().mapToLong(s -> Math.min(coordinates, s.size())).sum();
    CheckTable table = new CheckTable(shapes);
    List<CheckedGradient> gradients = new ArrayList<>();
    try (CheckBar bar = new CheckBar(work + DIRECTIONS)) {
      if (!json) {
        bar.line(table.head());
      }
      checks.forEach(
          (name, one) -> {
            Tally tally =
                one.withCoordinates(coordinates)
                    .withDirections(0)
                    .withSeed(seed)
                    .withProgress(bar::step)
                    .run()
                    .coordinates();
            gradients.add(new CheckedGradient(name, shapes.get(name), tally, tolerance));
            if (!json) {
              bar.line(table.line(gradients.get(gradients.size() - 1).cells()));
            }
          });
      Tally directions =
          check
              .parameters()
              .withCoordinates(0)
              .withDirections(DIRECTIONS)
              .withSeed(seed)
              .withProgress(bar::step)
              .run()
              .directions();
      return new CheckReport(gradients, directions, layout.size(), tolerance);
    }
  }
}
