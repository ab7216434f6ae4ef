package dev.chainrule.param;

import dev.chainrule.tensor.Shape;

/**
 * What a layer says of one of its parameters before any number exists.
 *
 * @param name its name within the layer, such as {@code weight}; in a network the layer's path and
 *     a dot stand before it: {@code 0.weight}
 * @param shape its shape; a weight is {@code [out, in]}
 * @param fans of its layer, for the initialiser
 * @param initializer its first values
 */
public record ParamSpec(String name, Shape shape, Initializer.Fans fans, Initializer initializer) {
  /** Checks the name. */
  public ParamSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a parameter needs a name");
    }
  }

  /** The same parameter as seen from outside: {@code weight} becomes {@code 0.weight}. */
  public ParamSpec within(String path) {
    return new ParamSpec(path + "." + name, shape, fans, initializer);
  }

  /**
   * Whether this is a matrix of weights rather than a bias or a gain: what weight decay is usually
   * meant for.
   */
  public boolean isWeight() {
    return shape.rank() >= 2;
  }
}
