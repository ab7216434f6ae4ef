package dev.chainrule.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chainrule.activation.Activation;
import dev.chainrule.activation.Gelu;
import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Sigmoid;
import dev.chainrule.activation.Tanh;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.loss.SquaredError;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Adam;
import dev.chainrule.optim.AdamW;
import dev.chainrule.optim.Nesterov;
import dev.chainrule.optim.Optimizer;
import dev.chainrule.optim.RmsProp;
import dev.chainrule.optim.Rule;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whole training runs against PyTorch, step by step: to 1e-9 in double, to rounding in float. */
final class TrainingGoldenTest {
  private record Run(Activation activation, Rule rule, Loss loss) {}

  private static final Map<String, Run> RUNS =
      Map.of(
          "tanh, Adam lr=0.01",
          new Run(new Tanh(), Adam.of(0.01), new SoftmaxCrossEntropy()),
          "relu, SGD lr=0.1 momentum=0.9 nesterov",
          new Run(new Relu(), Nesterov.of(0.1), new SoftmaxCrossEntropy()),
          "sigmoid, RMSprop lr=0.01",
          new Run(new Sigmoid(), RmsProp.of(0.01), SquaredError.mean()),
          "gelu, AdamW lr=0.01 weight_decay=0.1",
          new Run(new Gelu(), new AdamW(Adam.of(0.01), 0.1), SquaredError.mean()));

  @TestFactory
  Stream<DynamicTest> runs() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    try (InputStream in = TrainingGoldenTest.class.getResourceAsStream("/golden/training.json")) {
      new ObjectMapper().readTree(Objects.requireNonNull(in)).get("cases").forEach(cases::add);
    }
    assertThat(cases.stream().map(c -> c.get("run").asText()))
        .containsExactlyInAnyOrderElementsOf(RUNS.keySet());
    return cases.stream()
        .flatMap(
            c ->
                Stream.of(
                    dynamicTest(
                        c.get("run").asText() + " in double",
                        () -> check(c, DataType.DOUBLE, 1e-9)),
                    dynamicTest(
                        c.get("run").asText() + " in float, fast kernels",
                        () -> check(c, DataType.FLOAT, 2e-4))));
  }

  private static void check(JsonNode c, DataType type, double tolerance) {
    Run run = Objects.requireNonNull(RUNS.get(c.get("run").asText()));
    Network network = network(c, run, type);
    Pass pass = network.trainingPass(0);
    Optimizer optimizer = Optimizer.of(run.rule(), network.params());
    int rows = c.get("x").size();
    int batch = c.get("batch").asInt();
    for (int step = 0; step < c.get("steps").asInt(); step++) {
      int from = step * batch % rows;
      pass.zeroGradients();
      pass.forward(rows(c.get("x"), from, batch).castTo(type));
      double loss = pass.loss(run.loss(), rows(c.get("y"), from, batch).castTo(type));
      pass.backward();
      optimizer.step(pass.gradients());
      assertThat(loss)
          .as("loss at step %d", step)
          .isCloseTo(c.get("loss_at_step").get(step).asDouble(), within(tolerance));
    }
    List<JsonNode> last = values(c.get("final"));
    List<String> names = List.copyOf(network.params().layout().names());
    for (int i = 0; i < names.size(); i++) {
      assertThat(network.params().get(names.get(i)))
          .as(names.get(i))
          .containsExactly(flat(last.get(i)), within(tolerance));
    }
  }

  private static Network network(JsonNode c, Run run, DataType type) {
    JsonNode sizes = c.get("sizes");
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.size(); i++) {
      boolean last = i == sizes.size() - 1;
      layers.add(
          last
              ? Dense.of(sizes.get(i).asLong())
              : Dense.of(sizes.get(i).asLong(), run.activation()));
    }
    Network network = Network.of(Shape.of(sizes.get(0).asLong()), new Sequential(layers), 0, type);
    List<JsonNode> first = values(c.get("initial"));
    List<String> names = List.copyOf(network.params().layout().names());
    assertThat(names).hasSameSizeAs(first);
    for (int i = 0; i < names.size(); i++) {
      network.params().set(names.get(i), flat(first.get(i)));
    }
    return network;
  }

  /** PyTorch numbers modules otherwise, but lists parameters in the same order. */
  private static List<JsonNode> values(JsonNode parameters) {
    return parameters.properties().stream().map(Map.Entry::getValue).toList();
  }

  private static INDArray rows(JsonNode matrix, int from, int count) {
    boolean vector = !matrix.get(0).isArray();
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      JsonNode row = matrix.get(from + i);
      rows[i] = vector ? new double[] {row.asDouble()} : flat(row);
    }
    INDArray array = Nd4j.createFromArray(rows);
    return vector ? array.reshape(count) : array;
  }

  private static double[] flat(JsonNode node) {
    if (!node.isArray()) {
      return new double[] {node.asDouble()};
    }
    double[] all = new double[0];
    for (JsonNode child : node) {
      double[] part = flat(child);
      int n = all.length;
      all = Arrays.copyOf(all, n + part.length);
      System.arraycopy(part, 0, all, n, part.length);
    }
    return all;
  }
}
