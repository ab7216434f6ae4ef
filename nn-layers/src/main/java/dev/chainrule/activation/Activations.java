package dev.chainrule.activation;

import dev.chainrule.nn.Table;
import java.util.Map;

/** The activations by name. To add one: its file, and its line here. */
public final class Activations {
  /** Every activation, with its usual constants. */
  public static final Table<Activation> TABLE =
      Table.<Activation>of("activation")
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

  /** The name in the table of an activation of this class; its class's name if there is none. */
  static String nameOf(Activation activation) {
    return TABLE.asMap().entrySet().stream()
        .filter(entry -> entry.getValue().getClass() == activation.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(activation::toString);
  }
}
