package dev.chainrule.cli;

import dev.chainrule.nn.Network;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn summary}. */
@Command(
    name = "summary",
    description = "Shows what a network is made of: path, type, output shape, parameters, memory.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  nn summary model.safetensors",
      "  nn summary --inputs 784 --hidden 512,512 --outputs 10"
    })
final class SummaryCommand implements Callable<Integer> {
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

  @Override
  public Integer call() throws IOException {
    if (model == null) {
      System.out.print(options.network(Shape.of(inputs), outputs, 1).summary());
      return 0;
    }
    Network.Saved saved = Network.loadWithRemarks(model);
    System.out.print(saved.network().summary());
    saved.remarks().forEach((key, value) -> System.out.println(key + ": " + value));
    return 0;
  }
}
