package dev.chainrule.trace;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.Params;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What it takes to go through the network of a trace once more.
 *
 * @param random the random stream's state before the pass, so that dropout drops the same
 * @param parameters what the network calls a parameter, by the name of its value
 */
record Replay(
    Layer layer,
    Shape input,
    ParamLayout layout,
    DataType type,
    Mode mode,
    List<Long> random,
    Loss loss,
    Map<String, String> parameters) {

  /** A network with the numbers that a trace has, in a type of one's choice. */
  Network network(Map<String, Value> values, DataType in) {
    Params params = Params.zeros(layout, in);
    parameters.forEach((name, full) -> params.set(full, values.get(name).toArray()));
    return Network.of(input, layer, params);
  }

  /** A way through it, drawing the same random numbers. */
  Pass pass(Network network) {
    Kernels kernels =
        KernelChoice.best()
            .withKind(KernelChoice.Kind.REFERENCE)
            .kernelsOnCaller(network.params().dataType());
    return new Pass(
        network,
        mode,
        RandomStream.restore(random.stream().mapToLong(Long::longValue).toArray()),
        kernels);
  }
}
