package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.registry.Registry;

/** The initialisers by name. To add one: its file, and its line here. */
public final class Initializers {
  /** Every initialiser, with usual constants. */
  public static final Registry<Initializer> TABLE =
      Registry.<Initializer>of("initialiser")
          .with("glorot-uniform", new GlorotUniform())
          .with("glorot-normal", new GlorotNormal())
          .with("he-uniform", new HeUniform())
          .with("he-normal", new HeNormal())
          .with("lecun-uniform", new LeCunUniform())
          .with("lecun-normal", new LeCunNormal())
          .with("fan-in-uniform", new FanInUniform())
          .with("orthogonal", new Orthogonal(1))
          .with("uniform", new Uniform(-0.05, 0.05))
          .with("normal", new Normal(0, 0.05))
          .with("truncated-normal", new TruncatedNormal(0, 0.05, -0.1, 0.1))
          .with("constant", new Constant(0));

  private Initializers() {}
}
