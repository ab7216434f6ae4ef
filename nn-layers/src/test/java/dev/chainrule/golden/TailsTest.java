package dev.chainrule.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.activation.Activation;
import dev.chainrule.activation.Activations;
import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.TaylorPolynomial;
import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Losses;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Activations, losses and their formulas where they are nearly constant, nearly 0 or very large: as
 * many digits as a double or a float has, relatively, in every kernel. What is smaller than the
 * least normal number has fewer digits, and is only asked to be as small.
 */
final class TailsTest {
  private static final String FILE = "tails.json";

  /** Some hundred units of the last place: what an exponent of 700 leaves of an exponential. */
  private static final double DOUBLE = 1e-13;

  /** Its exponent is a cubic polynomial, which is rounded before; see GeluTanh. */
  private static final Map<String, Double> ROUNDER = Map.of("gelu-tanh", 1e-12);

  /** Eight units of the last place. */
  private static final double FLOAT = 8 * 0x1p-23;

  private static final Map<String, UnaryOperator<Var>> OPERATIONS =
      Map.of(
          "erf", Var::erf,
          "erfc", Var::erfc,
          "expm1", Var::expm1,
          "log1p", Var::log1p,
          "logsumexp", x -> x.logSumExp(1));

  // ---- every member

  @Test
  void everyMemberHasCases() throws IOException {
    assertThat(names("activation")).isEqualTo(Set.copyOf(Activations.TABLE.names()));
    assertThat(names("loss")).isEqualTo(Set.copyOf(Losses.TABLE.names()));
    assertThat(names("operation")).isEqualTo(OPERATIONS.keySet());
  }

  private static Set<String> names(String kind) throws IOException {
    Set<String> names = new HashSet<>();
    cases(kind).forEach(c -> names.add(c.get(kind).asText()));
    return names;
  }

  private static List<JsonNode> cases(String kind) throws IOException {
    return Golden.cases(FILE).stream().filter(c -> c.has(kind)).toList();
  }

  // ---- activations

  @TestFactory
  Stream<DynamicTest> activations() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : cases("activation")) {
      String name = c.get("activation").asText();
      Activation f = Activations.TABLE.get(name);
      for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
        for (Kernels k : Kernels.all(type)) {
          String where = " of " + type + " in " + k.getClass().getSimpleName() + ", " + k.threads();
          tests.add(dynamicTest(name + where, () -> inKernels(c, f, k)));
          tests.add(dynamicTest("dense " + name + where, () -> inKernels(c, Dense.of(1, f), k)));
        }
      }
      tests.add(dynamicTest(name + " by its formula", () -> byFormula(c, name, f::define)));
    }
    return tests.stream();
  }

  /** Forward and backward; a dense layer of one unit is y = f(1 x + 0). */
  private static void inKernels(JsonNode c, Layer layer, Kernels k) {
    boolean isRow = c.get("x").get(0).isArray();
    boolean isDense = layer instanceof Dense;
    if (isRow && isDense) {
      return; // the same row map behind a product of several
    }
    double[] x = Golden.vector(isRow ? c.get("x").get(0) : c.get("x"));
    int columns = isRow ? x.length : 1;
    Network network = Network.of(Shape.of(columns), layer, 0, k.dataType());
    if (isDense) {
      network.params().set("weight", 1);
      network.params().set("bias", 0);
    }
    Pass pass = new Pass(network, Mode.TRAIN, RandomStream.of(0), k);
    double[] u = isRow ? Golden.vector(c.get("u").get(0)) : ones(x.length);
    double tolerance = tolerance(c.get("activation").asText(), k.dataType());
    close("f", x, c.get("f"), numbers(pass.forward(array(k, x, columns))), tolerance, k);
    close("f′", x, c.get("df"), numbers(pass.backward(array(k, u, columns))), tolerance, k);
  }

  private static double tolerance(String name, DataType type) {
    return type == DataType.FLOAT ? FLOAT : ROUNDER.getOrDefault(name, DOUBLE);
  }

  @TestFactory
  Stream<DynamicTest> operations() throws IOException {
    return cases("operation").stream()
        .map(
            c -> {
              String name = c.get("operation").asText();
              return dynamicTest(
                  name + c.get("x"),
                  () -> byFormula(c, name, Objects.requireNonNull(OPERATIONS.get(name))));
            });
  }

  /** Value, first and second derivatives: backward, forward, and as Taylor coefficients. */
  private static void byFormula(JsonNode c, String name, UnaryOperator<Var> f) {
    boolean isRow = c.get("x").get(0).isArray();
    double[] x = Golden.vector(isRow ? c.get("x").get(0) : c.get("x"));
    Var at = Var.of(isRow ? Shape.of(1, x.length) : Shape.of(x.length, 1), x);
    Var y = f.apply(at);
    double tolerance = tolerance(name, DataType.DOUBLE);
    close("f", x, c.get("f"), y.toArray(), tolerance);
    Var u = c.has("u") ? Var.of(y.shape(), Golden.vector(c.get("u").get(0))) : one(y);
    Var v = c.has("v") ? Var.of(at.shape(), Golden.vector(c.get("v"))) : one(at);
    UnaryOperator<Var> gradient = p -> Derivatives.vjp(f, p, u);
    close("f′", x, c.get("df"), gradient.apply(at).toArray(), tolerance);
    close("f″", x, c.get("d2f"), Derivatives.jvp(gradient, at, v).toArray(), tolerance);
    if (!isRow) { // where f acts on each number alone, other modes give the same numbers
      close("f′ forward", x, c.get("df"), Derivatives.jvp(f, at, v).toArray(), tolerance);
      TaylorPolynomial taylor = Derivatives.taylor(f, at, 2);
      close("f′ of Taylor", x, c.get("df"), taylor.term(1, v).toArray(), tolerance);
      close("f″ of Taylor", x, c.get("d2f"), taylor.term(2, v).toArray(), tolerance);
    }
  }

  private static Var one(Var like) {
    return Var.filled(like.shape(), 1);
  }

  // ---- losses

  @TestFactory
  Stream<DynamicTest> losses() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : cases("loss")) {
      String name = c.get("loss").asText() + " of " + c.get("prediction") + c.get("target");
      Loss loss = Losses.TABLE.get(c.get("loss").asText());
      for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
        if (type == DataType.DOUBLE || c.get("float").asBoolean()) {
          for (Kernels k : Kernels.all(type)) {
            String where = " of " + type + " in " + k.getClass().getSimpleName();
            tests.add(
                dynamicTest(name + where + ", " + k.threads(), () -> lossInKernels(c, loss, k)));
          }
        }
      }
      tests.add(dynamicTest(name + " by its formula", () -> lossByFormula(c, loss)));
    }
    return tests.stream();
  }

  private static void lossInKernels(JsonNode c, Loss loss, Kernels k) {
    double[] p = Golden.vector(c.get("prediction").get(0));
    INDArray prediction = array(k, p, p.length);
    INDArray gradient = prediction.ulike();
    double value = loss.value(prediction, target(c, k), k, gradient);
    boolean isFloat = k.dataType() == DataType.FLOAT;
    double tolerance = isFloat ? FLOAT : DOUBLE;
    close("L", p, new double[] {c.get("value").asDouble()}, new double[] {value}, tolerance, k);
    close("∂L/∂p", p, c.get("gradient"), numbers(gradient), tolerance, k);
  }

  private static INDArray target(JsonNode c, Kernels k) {
    JsonNode t = c.get("target");
    return t.get(0).isArray()
        ? array(k, Golden.vector(t.get(0)), t.get(0).size())
        : array(k, Golden.vector(t), 1).reshape(1);
  }

  private static void lossByFormula(JsonNode c, Loss loss) {
    double[] p = Golden.vector(c.get("prediction").get(0));
    JsonNode t = c.get("target");
    Var target =
        t.get(0).isArray()
            ? Var.of(Shape.of(1, p.length), Golden.vector(t.get(0)))
            : Var.vector(Golden.vector(t));
    Var at = Var.of(Shape.of(1, p.length), p);
    Var total = loss.total(at, target);
    close(
        "L",
        p,
        new double[] {c.get("value").asDouble()},
        total.toArray(),
        DOUBLE,
        Double.MIN_NORMAL);
    close("∂L/∂p", p, c.get("gradient"), total.backward().of(at).toArray(), DOUBLE);
    if (c.has("d2")) {
      Var v = Var.of(at.shape(), Golden.vector(c.get("v")));
      double[] hv = Derivatives.hvp(x -> loss.total(x, target), at, v).toArray();
      close("H v", p, c.get("d2"), hv, DOUBLE);
    }
  }

  // ---- numbers

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static INDArray array(Kernels k, double[] numbers, int columns) {
    INDArray array = Nd4j.createUninitialized(k.dataType(), numbers.length / columns, columns);
    k.write(numbers, array);
    return array;
  }

  private static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private static void close(
      String what, double[] x, JsonNode expected, double[] actual, double tolerance, Kernels k) {
    close(what, x, Golden.vector(expected), actual, tolerance, k);
  }

  private static void close(
      String what, double[] x, double[] expected, double[] actual, double tolerance, Kernels k) {
    double least = k.dataType() == DataType.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    close(what, x, expected, actual, tolerance, least);
  }

  private static void close(
      String what, double[] x, JsonNode expected, double[] actual, double tolerance) {
    close(what, x, Golden.vector(expected), actual, tolerance, Double.MIN_NORMAL);
  }

  private static void close(
      String what,
      double[] x,
      double[] expected,
      double[] actual,
      double tolerance,
      double leastNormal) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(actual[i] - expected[i]);
      if (!(error <= tolerance * Math.abs(expected[i])) && !(error <= leastNormal)) {
        fail(
            "%s at %s, place %d: expected %s, got %s, relative error %.1e",
            what,
            x.length == expected.length ? x[i] : Arrays.toString(x),
            i,
            expected[i],
            actual[i],
            error / Math.abs(expected[i]));
      }
    }
  }
}
