package dev.chainrule.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.autodiff.GradientCheck;
import dev.chainrule.laws.Law;
import dev.chainrule.laws.LayerLaws;
import dev.chainrule.nn.TestLayers.Affine;
import dev.chainrule.nn.TestLayers.Counted;
import dev.chainrule.nn.TestLayers.Cube;
import dev.chainrule.nn.TestLayers.Halves;
import dev.chainrule.nn.TestLayers.Ramp;
import dev.chainrule.registry.Registry;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sequential, its summary, its gradient check, and tables. */
final class ChainTest {
  private static final Layer NESTED =
      Sequential.of(new Ramp(), new Affine(5), Sequential.of(new Cube(1), new Affine(2)));

  @TestFactory
  Stream<DynamicTest> theLawsHold() {
    return LayerLaws.ALL.stream()
        .map(
            law ->
                DynamicTest.dynamicTest(
                    law.name(),
                    () -> law.check().accept(new LayerLaws.Subject(NESTED, Shape.of(3)))));
  }

  /** Laws that nothing can break would be none. */
  @Test
  void aWrongDerivativeBreaksThem() {
    LayerLaws.Subject wrong = new LayerLaws.Subject(new Cube(1 + 1e-4), Shape.of(3));
    List<String> broken =
        LayerLaws.ALL.stream().filter(law -> isBroken(law, wrong)).map(Law::name).toList();
    assertThat(broken)
        .containsExactly(
            "backward is the gradient, by central differences",
            "what was derived by hand agrees with its definition",
            "backward is the adjoint of pushforward",
            "second derivatives agree with central differences");
  }

  private static boolean isBroken(Law<LayerLaws.Subject> law, LayerLaws.Subject subject) {
    try {
      law.check().accept(subject);
      return false;
    } catch (Law.Broken e) {
      return true;
    } catch (Exception e) {
      throw new AssertionError(law.name(), e);
    }
  }

  @Test
  void parametersAreNamedByTheirPath() {
    Network network = Network.of(Shape.of(3), NESTED, 1);
    assertThat(network.params().layout().names())
        .containsExactly("1.weight", "1.bias", "2.1.weight", "2.1.bias");
    assertThat(network.params().view("2.1.weight").shape()).containsExactly(2, 5);
    assertThat(network.outputShape()).isEqualTo(Shape.of(2));
    assertThat(Network.of(Shape.of(3), new Affine(2), 1).params().layout().names())
        .containsExactly("weight", "bias");
  }

  @Test
  void errorsNameTheLayer() {
    assertThatThrownBy(() -> Network.of(Shape.of(2, 3), NESTED, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("layer[1] Affine: expected a row, got [2, 3]");
    Layer deep = Sequential.of(new Ramp(), Sequential.of(new Ramp(), new Affine(2)));
    assertThatThrownBy(() -> deep.outputShape(Shape.of(2, 3)))
        .hasMessage("layer[1] layer[1] Affine: expected a row, got [2, 3]");
  }

  @Test
  void aChainHasAtLeastOneLayerAndKeepsItsOwnList() {
    assertThatThrownBy(Sequential::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a Sequential needs at least one layer");
    List<Layer> layers = new java.util.ArrayList<>(List.of(new Ramp()));
    Sequential chain = new Sequential(layers);
    layers.add(new Cube(1));
    assertThat(chain.children()).containsExactly(new Ramp());
    assertThat(chain).isEqualTo(Sequential.of(new Ramp()));
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    double[] one = Network.of(Shape.of(3), NESTED, 1).params().get("1.weight");
    assertThat(Network.of(Shape.of(3), NESTED, 1).params().get("1.weight")).isEqualTo(one);
    assertThat(Network.of(Shape.of(3), NESTED, 2).params().get("1.weight")).isNotEqualTo(one);
    Layer longer = Sequential.of(new Ramp(), new Affine(5), new Affine(7));
    assertThat(Network.of(Shape.of(3), longer, 1).params().get("1.weight")).isEqualTo(one);
  }

  @Test
  void noWorkIsDoneBelowTheFirstParameters() {
    Counted below = Counted.of(new Ramp());
    Counted first = Counted.of(new Affine(4));
    Counted last = Counted.of(new Affine(2));
    Network network = Network.of(Shape.of(3), Sequential.of(below, first, last), 1);
    Pass pass = network.trainingPass(1);
    pass.forward(Nd4j.ones(DataType.FLOAT, 2, 3));
    pass.backwardParameters(Nd4j.ones(DataType.FLOAT, 2, 2));
    assertThat(below.calls()).isEmpty();
    assertThat(first.calls()).containsExactly("backwardParameters");
    assertThat(last.calls()).containsExactly("backward");
    Counted only = Counted.of(new Ramp());
    Pass none = Network.of(Shape.of(3), Sequential.of(only), 1).trainingPass(1);
    none.forward(Nd4j.ones(DataType.FLOAT, 2, 3));
    none.backwardParameters(Nd4j.ones(DataType.FLOAT, 2, 3));
    assertThat(only.calls()).isEmpty();
  }

  @Test
  void theSummaryIsATable() {
    Network network = Network.of(Shape.of(300), Sequential.of(new Affine(1000), NESTED), 1);
    assertThat(network.summary().toString().lines().map(String::stripTrailing))
        .containsExactly(
            "path   layer             output           parameters       memory",
            "       input             [300]",
            "0      Affine(300→1000)  [1000]              301,000      1.1 MiB",
            "1.0    Ramp[]            [1000]                    0          0 B",
            "1.1    Affine(1000→5)    [5]                   5,005     19.6 KiB",
            "1.2.0  Cube[factor=1.0]  [5]                       0          0 B",
            "1.2.1  Affine(5→2)       [2]                      12         48 B",
            "       total                                 306,017      1.2 MiB");
    assertThat(network.summary().parameters()).isEqualTo(network.params().layout().size());
    assertThat(network.summary().rows().get(0).where()).isEqualTo("layer[0] Affine(300→1000)");
  }

  // ---- gradient checks of networks

  @Test
  void aNetworksGradientsAreChecked() {
    Network network = Network.of(Shape.of(3), NESTED, 1);
    INDArray x = Nd4j.createFromArray(new float[][] {{1, -1, 0.5f}, {0.2f, 2, -0.3f}});
    NetworkCheck check =
        NetworkCheck.ofLoss(network, new Halves(), x, Nd4j.zeros(DataType.FLOAT, 2, 2));
    GradientCheck.Report parameters = check.parameters().run();
    assertThat(parameters.error()).isLessThan(1e-6);
    assertThat(parameters.checked()).isEqualTo(32);
    assertThat(check.input().run().error()).isLessThan(1e-6);
    assertThat(check.parameter("1.bias").run().checked()).isEqualTo(5);
    assertThat(check.parameter("1.bias").run().error()).isLessThan(1e-6);
    assertThat(check.value()).isPositive();
    assertThat(check.nameOf(0)).isEqualTo("1.weight[0, 0]");
    assertThat(check.nameOf(14)).isEqualTo("1.weight[4, 2]");
    assertThat(check.nameOf(15)).isEqualTo("1.bias[0]");
    assertThat(check.nameOf(31)).isEqualTo("2.1.bias[1]");
  }

  @Test
  void aWrongDerivativeIsFoundInANetwork() {
    Layer wrong = Sequential.of(new Affine(4), new Cube(1 + 1e-5), new Affine(2));
    INDArray x = Nd4j.createFromArray(new float[][] {{1, -1, 0.5f}, {0.2f, 2, -0.3f}});
    NetworkCheck check =
        NetworkCheck.ofOutput(
            Network.of(Shape.of(3), wrong, 1), x, Nd4j.ones(DataType.FLOAT, 2, 2));
    GradientCheck.Report report = check.parameters().run();
    assertThat(report.error()).isBetween(0.5e-5, 2e-5);
    assertThat(check.nameOf(report.coordinates().worst().orElseThrow().index())).startsWith("0.");
    assertThat(check.parameter("0.weight").run().error()).isBetween(0.5e-5, 2e-5);
    assertThat(check.parameter("2.weight").run().error()).as("above the fault").isLessThan(1e-7);
    assertThat(check.input().run().error()).isGreaterThan(0.5e-5);
    assertThatThrownBy(
            () ->
                NetworkCheck.ofOutput(
                    Network.of(Shape.of(3), wrong, 1), x, Nd4j.ones(DataType.FLOAT, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("v must be as long as the output, 4, got 3");
  }

  @Test
  void kinksAreSteppedAround() {
    INDArray x = Nd4j.createFromArray(new float[][] {{0, 1, -1}});
    NetworkCheck check =
        NetworkCheck.ofOutput(
            Network.of(Shape.of(3), new Ramp(), 1), x, Nd4j.ones(DataType.FLOAT, 1, 3));
    GradientCheck.Report report = check.input().withDirections(0).run();
    assertThat(report.kinks()).isEqualTo(1);
    assertThat(report.checked()).isEqualTo(2);
    assertThat(report.error()).isLessThan(1e-8);
    assertThat(check.parameters().run().checked()).isZero();
  }

  // ---- tables

  @Test
  void tablesHaveOneMemberAName() {
    Registry<Integer> empty = Registry.of("number");
    Registry<Integer> table = empty.with("two", 2).with("one", 1);
    assertThat(table.names()).containsExactly("two", "one");
    assertThat(table.members()).containsExactly(2, 1);
    assertThat(table.get("one")).isEqualTo(1);
    assertThat(empty.names()).isEmpty();
    assertThatThrownBy(() -> table.get("three"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no number is called three; there are two, one");
    assertThatThrownBy(() -> table.with("one", 3)).hasMessage("two numbers are called one");
    assertThatThrownBy(() -> table.asMap().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
