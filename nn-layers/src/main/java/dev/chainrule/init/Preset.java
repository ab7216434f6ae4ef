package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.registry.Registry;

/**
 * First values of a Dense layer as other programs choose them.
 *
 * @param weights those of A
 * @param biases those of b
 */
public record Preset(Initializer weights, Initializer biases) {
  /** {@code keras.layers.Dense}: Glorot uniform, biases 0. The default here too. */
  public static final Preset KERAS = new Preset(new GlorotUniform(), new Constant(0));

  /** {@code torch.nn.Linear}: weights and biases uniform in ±1/√in. */
  public static final Preset PYTORCH = new Preset(new FanInUniform(), new FanInUniform());

  /** Nielsen 2015, ch. 3: weights normal with variance 1/in, biases normal with variance 1. */
  public static final Preset NIELSEN = new Preset(new LeCunNormal(), new Normal(0, 1));

  /** The presets by name. */
  public static final Registry<Preset> TABLE =
      Registry.<Preset>of("preset")
          .with("keras", KERAS)
          .with("pytorch", PYTORCH)
          .with("nielsen", NIELSEN);
}
