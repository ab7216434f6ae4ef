package dev.chainrule.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chainrule.activation.Tanh;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The network of golden/calculus.json (PyTorch in float64): every derivative that there is. */
final class CurvatureGoldenTest {
  private static final Path FILE = Path.of("../nn-core/src/test/resources/golden/calculus.json");

  private static JsonNode golden;
  private static Curvature at;

  @BeforeAll
  static void read() throws IOException {
    for (JsonNode node : new ObjectMapper().readTree(FILE.toFile()).get("cases")) {
      if (node.get("kind").asText().equals("network")) {
        golden = node;
      }
    }
    Network network =
        Network.of(
            Shape.of(3), Sequential.of(Dense.of(4, new Tanh()), Dense.of(3)), 0, DataType.DOUBLE);
    network.params().flat().assign(array("theta"));
    at = Curvature.of(network, new SoftmaxCrossEntropy(), array("x"), array("labels"));
  }

  @Test
  void firstOrder() {
    assertThat(at.loss()).isCloseTo(golden.get("loss").asDouble(), within(1e-12));
    close(at.gradient(), "gradient");
    close(at.sampleGradients(), "per_sample_gradients");
    close(at.jacobian().array(), "jacobian_logits_wrt_theta [5,3,31]");
  }

  @Test
  void secondOrder() {
    close(at.hessian().matrix(), "hessian");
    close(at.gaussNewton().matrix(), "gauss_newton = true fisher");
    close(at.fisher().matrix(), "gauss_newton = true fisher");
    close(at.empiricalFisher().matrix(), "empirical_fisher");
  }

  @Test
  void products() {
    INDArray v = array("v");
    close(at.hessian().times(v), "Hv");
    close(at.gaussNewton().times(v), "Gv");
    close(at.fisher().times(v), "Gv");
  }

  /** Relative to each number, and to the largest where one is nearly 0. */
  private static void close(INDArray actual, String name) {
    INDArray expected = array(name);
    assertThat(Shapes.of(actual)).isEqualTo(Shapes.of(expected));
    double[] a = actual.dup('c').data().asDouble();
    double[] e = expected.dup('c').data().asDouble();
    double largest = 0;
    for (double number : e) {
      largest = Math.max(largest, Math.abs(number));
    }
    for (int i = 0; i < a.length; i++) {
      double scale = Math.max(Math.abs(e[i]), 1e-3 * largest);
      assertThat(a[i]).as("number %d of %s", i, name).isCloseTo(e[i], within(1e-9 * scale));
    }
  }

  private static INDArray array(String name) {
    JsonNode node = golden.get(name);
    List<Long> dims = new ArrayList<>();
    for (JsonNode part = node; part.isArray(); part = part.get(0)) {
      dims.add((long) part.size());
    }
    List<Double> values = new ArrayList<>();
    collect(node, values);
    return Nd4j.createFromArray(values.stream().mapToDouble(Double::doubleValue).toArray())
        .reshape('c', dims.stream().mapToLong(Long::longValue).toArray());
  }

  private static void collect(JsonNode node, List<Double> values) {
    if (node.isArray()) {
      node.forEach(child -> collect(child, values));
    } else {
      values.add(node.asDouble());
    }
  }
}
