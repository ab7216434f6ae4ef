package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.registry.Registry;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The activations by name. To add one: its file, and its line here. */
public final class Activations {
  /** Every activation, with its usual constants. */
  public static final Registry<Activation> TABLE =
      Registry.<Activation>of("activation")
          .with("identity", new Identity())
          .with("sigmoid", new Sigmoid())
          .with("tanh", new Tanh())
          .with("relu", new Relu())
          .with("leaky-relu", new LeakyRelu(LeakyRelu.ALPHA))
          .with("elu", new Elu(Elu.ALPHA))
          .with("gelu", new Gelu())
          .with("gelu-tanh", new GeluTanh())
          .with("silu", new Silu())
          .with("softplus", new Softplus())
          .with("softmax", new Softmax());

  private Activations() {}

  /**
   * An activation from a formula alone, for {@code Dense.of(128, swish)}; a model with it cannot be
   * saved, since its formula is code.
   *
   * @param name for messages and tables
   * @param formula keeps the shape of its argument
   */
  public static Activation of(String name, UnaryOperator<Var> formula) {
    return new FormulaActivation(name, formula);
  }

  /** Its name in the table; where its constants are others, what it prints as. */
  static String nameOf(Activation activation) {
    return TABLE.asMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(activation))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(activation::toString);
  }
}
