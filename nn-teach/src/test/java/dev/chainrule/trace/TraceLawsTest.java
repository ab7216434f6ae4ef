package dev.chainrule.trace;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.chainrule.activation.Activations;
import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Softmax;
import dev.chainrule.activation.Tanh;
import dev.chainrule.autodiff.Var;
import dev.chainrule.init.Initializers;
import dev.chainrule.laws.LayerLaws.Subject;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Flatten;
import dev.chainrule.layer.Layers;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Sequential;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The laws of a trace on every layer, every activation, and formulas of several kinds. */
final class TraceLawsTest {
  private static final List<Shape> INPUTS = List.of(Shape.of(4), Shape.of(2, 3));

  private static Stream<Layer> members() {
    return Stream.of(
            Layers.TABLE.members().stream(),
            Activations.TABLE.members().stream(),
            Activations.TABLE.members().stream().map(activation -> Dense.of(3, activation)),
            Initializers.TABLE.members().stream()
                .map(init -> Dense.of(3, new Tanh()).withInit(init, init)),
            Stream.of(
                Dense.of(3).withoutBias(),
                new Dropout(0),
                Sequential.of(
                    new Flatten(),
                    Dense.of(5, new Relu()),
                    new Dropout(0.3),
                    Sequential.of(Dense.of(4, new Tanh()), Dense.of(3).withoutBias()),
                    new Softmax())))
        .flatMap(stream -> stream);
  }

  private static Stream<Layer> formulas() {
    return Stream.of(
        Layers.of("swish", x -> x.mul(x.sigmoid())),
        Layers.of("hard tanh", x -> x.clamp(-1, 1)),
        Layers.of("row norms", x -> x.norm(-1).expand(x.shape().rank() - 1, 1)),
        Layers.of(
            "affine and quadratic",
            in -> Dense.of(3).parameters(Shape.of(in.size())),
            (x, theta) -> {
              Var row = x.reshape(x.shape().dim(0), x.shape().size() / x.shape().dim(0));
              Var z = row.matmulTransposed(theta.get("weight"));
              return z.add(theta.get("bias").broadcastTo(z.shape())).square();
            }),
        Sequential.of(
            new Flatten(),
            Dense.of(5, Activations.of("bent", x -> x.square().add(1).sqrt().sub(1).div(2).add(x))),
            Layers.of("softsign", x -> x.div(x.abs().add(1))),
            Dense.of(2)));
  }

  @TestFactory
  Stream<DynamicNode> tracesObeyTheirLaws() {
    return Stream.concat(members(), formulas())
        .flatMap(
            layer ->
                INPUTS.stream()
                    .filter(shape -> takes(layer, shape))
                    .map(shape -> container(new Subject(layer, shape))));
  }

  private static DynamicNode container(Subject subject) {
    return dynamicContainer(
        subject.layer() + " on " + subject.input(),
        TraceLaws.ALL.stream()
            .map(law -> dynamicTest(law.name(), () -> law.check().accept(subject))));
  }

  private static boolean takes(Layer layer, Shape shape) {
    try {
      layer.outputShape(shape);
      return true;
    } catch (ShapeException e) {
      return false;
    }
  }
}
