package dev.chainrule.nn;

import dev.chainrule.autodiff.Var;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shapes;
import java.util.function.Function;

/**
 * The parameters θ of a layer as Vars, by the names that the layer gives them; and what else a
 * formula may depend on, the mode and chance.
 *
 * <pre>{@code
 * Var z = x.matmulTransposed(theta.get("weight"));
 * Var y = inner.define(z, theta.child(0));
 * }</pre>
 */
public final class Theta {
  private final Function<String, Var> parameters;
  private final String path;
  private final Mode mode;
  private final RandomStream random;

  private Theta(Function<String, Var> parameters, String path, Mode mode, RandomStream random) {
    this.parameters = parameters;
    this.path = path;
    this.mode = mode;
    this.random = random;
  }

  /**
   * Parameters from wherever they are.
   *
   * @param parameters the Var of a name; asked again, it gives the same one
   * @param random what dropout and the like draw from
   */
  public static Theta of(Function<String, Var> parameters, Mode mode, RandomStream random) {
    return new Theta(parameters, "", mode, random);
  }

  /**
   * All parameters as parts of one vector, so that derivatives are with respect to that one.
   *
   * @param flat {@code [layout.size]}
   */
  public static Theta of(ParamLayout layout, Var flat, Mode mode, RandomStream random) {
    Shapes.rank("θ", 1, flat.shape());
    return of(
        name -> {
          ParamLayout.Entry entry = layout.get(name);
          long end = entry.offset() + entry.spec().shape().size();
          return flat.slice(0, entry.offset(), end).reshape(entry.spec().shape());
        },
        mode,
        random);
  }

  /** The parameter that the layer calls {@code name}. */
  public Var get(String name) {
    return parameters.apply(path + name);
  }

  /** The parameters of child {@code i} of this layer. */
  public Theta child(int i) {
    return new Theta(parameters, path + i + ".", mode, random);
  }

  /** Whether the layer is to learn or to predict. */
  public Mode mode() {
    return mode;
  }

  /** What dropout and the like draw from. */
  public RandomStream random() {
    return random;
  }
}
