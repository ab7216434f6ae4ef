package dev.chainrule.cli;

import dev.chainrule.nn.Network;
import dev.chainrule.nn.Summary;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn summary}. */
@Command(
    name = "summary",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = "Shows what a network is made of: path, type, output shape, parameters, memory.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  nn summary model.safetensors",
      "  nn summary --inputs 784 --hidden 512,512 --outputs 10"
    })
final class SummaryCommand implements Callable<Integer> {
  private static final List<String> OF_A_NEW_NETWORK =
      List.of("--inputs", "--outputs", "--hidden", "--activation", "--dropout");

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A file that nn train wrote; without it, the network that the options name.")
  private @Nullable Path model;

  @Option(
      names = "--inputs",
      paramLabel = "N",
      defaultValue = "784",
      description = "Features of an input. Default: ${DEFAULT-VALUE}.")
  private long inputs;

  @Option(
      names = "--outputs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Classes. Default: ${DEFAULT-VALUE}.")
  private int outputs;

  @Mixin private NetworkOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Effects effects = new Effects(spec);
    effects.check("--init", false, "first values are drawn by nn train and nn check");
    for (String flag : OF_A_NEW_NETWORK) {
      effects.check(flag, model == null, model + " has its own layers; leave one of the two out");
    }
    options.checkEffects(effects);
    if (model == null) {
      System.out.print(described());
      return 0;
    }
    Network.Saved saved = Network.loadWithRemarks(model);
    System.out.print(saved.network().summary());
    saved
        .remarks()
        .forEach((key, value) -> System.out.println(Plain.name(key) + ": " + Plain.line(value)));
    return 0;
  }

  private Summary described() {
    try {
      Flags.atLeast("--inputs", 1, inputs);
      Flags.atLeast("--outputs", 1, outputs);
      Shape input = Shape.of(inputs);
      return Summary.of(input, options.layers(input, outputs), DataType.FLOAT);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
