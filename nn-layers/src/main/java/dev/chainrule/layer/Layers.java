package dev.chainrule.layer;

import dev.chainrule.activation.Activations;
import dev.chainrule.activation.Tanh;
import dev.chainrule.autodiff.Var;
import dev.chainrule.init.Initializers;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Theta;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.registry.Catalog;
import dev.chainrule.registry.Registry;
import dev.chainrule.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The layers by name. To add one: its file, and its line here. */
public final class Layers implements Catalog {
  /** Every layer that is not an activation, as an example on which the laws run. */
  public static final Registry<Layer> TABLE =
      Registry.<Layer>of("layer")
          .with("dense", Dense.of(3, new Tanh()))
          .with("dropout", new Dropout(0.5))
          .with("flatten", new Flatten());

  /** For {@link java.util.ServiceLoader}. */
  public Layers() {}

  /**
   * A layer from a formula alone; everything else, backward and all derivatives, follows from it.
   *
   * <pre>{@code
   * Layer swish = Layers.of("swish", x -> x.mul(x.sigmoid()));
   * }</pre>
   *
   * <p>Rows are to be independent of each other, of a shape that does not depend on how many there
   * are; the laws of {@code LayerLaws.CALCULUS} tell. What is read as a plain number, by {@link
   * Var#toDouble}, counts as constant, so that derivatives miss it.
   *
   * <p>Its formula is code, so that it has no place in a model file: {@code Network.save} refuses
   * it, and its numbers alone can be written by {@code SafeTensorsWriter}. A record that implements
   * {@link Layer} and stands in a {@link Catalog} can be saved.
   *
   * @param name for messages and tables
   * @param formula from a batch {@code [n, …]} to a batch of as many rows
   */
  public static Layer of(String name, UnaryOperator<Var> formula) {
    return of(name, input -> List.of(), (x, theta) -> formula.apply(x));
  }

  /**
   * The same with parameters.
   *
   * <pre>{@code
   * Layer scale = Layers.of("scale",
   *     in -> List.of(new ParamSpec("gain", in, new Fans(1, 1), new Constant(1))),
   *     (x, theta) -> x.mul(theta.get("gain").broadcastTo(x.shape())));
   * }</pre>
   *
   * @param parameters what it needs for inputs of a shape
   * @param formula of a batch and the parameters by name
   */
  public static Layer of(
      String name,
      Function<Shape, List<ParamSpec>> parameters,
      BiFunction<Var, Theta, Var> formula) {
    return new FormulaLayer(name, parameters, formula);
  }

  @Override
  public Map<String, Class<?>> types() {
    Map<String, Class<?>> types = new HashMap<>();
    TABLE.asMap().forEach((name, layer) -> types.put(name, layer.getClass()));
    Activations.TABLE.asMap().forEach((name, member) -> types.put(name, member.getClass()));
    Initializers.TABLE.asMap().forEach((name, member) -> types.put(name, member.getClass()));
    return types;
  }
}
