package dev.chainrule.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.chainrule.activation.Activation;
import dev.chainrule.activation.Activations;
import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Softmax;
import dev.chainrule.activation.Tanh;
import dev.chainrule.autodiff.Var;
import dev.chainrule.init.Initializers;
import dev.chainrule.laws.Law;
import dev.chainrule.laws.LayerLaws;
import dev.chainrule.laws.LayerLaws.Subject;
import dev.chainrule.laws.LossLaws;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Flatten;
import dev.chainrule.layer.Layers;
import dev.chainrule.loss.Losses;
import dev.chainrule.loss.Reduction;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Sequential;
import dev.chainrule.param.Initializer;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every law on every member, and every member in its table. */
final class LawsTest {
  private static final List<Shape> INPUTS = List.of(Shape.of(4), Shape.of(2, 3));

  /** Members of the tables, and how they are put together. */
  private static Stream<Layer> layers() {
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

  @TestFactory
  Stream<DynamicNode> layersObeyTheirLaws() {
    List<DynamicNode> nodes = new ArrayList<>();
    layers()
        .forEach(
            layer -> {
              List<Shape> fitting = INPUTS.stream().filter(shape -> takes(layer, shape)).toList();
              assertThat(fitting).as("shapes that %s takes", layer).isNotEmpty();
              for (Shape shape : fitting) {
                Subject subject = new Subject(layer, shape);
                nodes.add(container(layer + " on " + shape, LayerLaws.ALL, subject));
              }
            });
    return nodes.stream();
  }

  @TestFactory
  Stream<DynamicNode> lossesObeyTheirLaws() {
    return Losses.TABLE.asMap().entrySet().stream()
        .map(loss -> container(loss.getKey(), LossLaws.ALL, loss.getValue()));
  }

  /** Made of formulas alone: all laws but those of files. */
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
  Stream<DynamicNode> formulasObeyTheLawsOfCalculus() {
    return formulas()
        .flatMap(
            layer ->
                INPUTS.stream()
                    .map(
                        shape ->
                            container(
                                layer + " on " + shape,
                                LayerLaws.CALCULUS,
                                new Subject(layer, shape))));
  }

  @TestFactory
  Stream<DynamicNode> formulaLossesObeyTheLaws() {
    return Stream.of(
            Losses.of("log-cosh", Reduction.MEAN, (p, t) -> p.sub(t).cosh().log().sum(1)),
            Losses.of("cauchy", Reduction.BATCH_MEAN, (p, t) -> p.sub(t).square().log1p().sum(1)))
        .map(loss -> container(loss.name(), LossLaws.ALL, loss));
  }

  private static boolean takes(Layer layer, Shape shape) {
    try {
      layer.outputShape(shape);
      return true;
    } catch (ShapeException e) {
      return false;
    }
  }

  private static <T> DynamicNode container(String name, List<Law<T>> laws, T member) {
    return dynamicContainer(
        name, laws.stream().map(law -> dynamicTest(law.name(), () -> law.check().accept(member))));
  }

  /** A public member that is missing from its table would escape the laws. */
  @TestFactory
  Stream<DynamicNode> everyMemberIsInItsTable() {
    return Stream.of(
        missing("layers", Layer.class, "layer", Layers.TABLE.members()),
        missing("activations", Activation.class, "activation", Activations.TABLE.members()),
        missing("losses", Loss.class, "loss", Losses.TABLE.members()),
        missing("initialisers", Initializer.class, "init", Initializers.TABLE.members()));
  }

  private static DynamicNode missing(
      String what, Class<?> family, String folder, Collection<?> table) {
    return dynamicTest(
        what,
        () -> {
          List<Class<?>> members =
              classes(folder).stream().filter(c -> isMember(family, c)).toList();
          assertThat(members).isNotEmpty();
          assertThat(table.stream().<Class<?>>map(Object::getClass).distinct().toList())
              .as("the table of %s has every public class of its package", what)
              .containsExactlyInAnyOrderElementsOf(members);
        });
  }

  private static boolean isMember(Class<?> family, Class<?> type) {
    return family.isAssignableFrom(type)
        && Modifier.isPublic(type.getModifiers())
        && !type.isInterface();
  }

  /** The classes of a package of this module, found where they were compiled to. */
  private static List<Class<?>> classes(String folder)
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root = Path.of(Layers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path start = root.resolve("dev/chainrule").resolve(folder);
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(start)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace(File.separatorChar, '.');
        if (!name.contains("package-info")) {
          classes.add(Class.forName(name.substring(0, name.length() - ".class".length())));
        }
      }
    }
    return classes;
  }
}
