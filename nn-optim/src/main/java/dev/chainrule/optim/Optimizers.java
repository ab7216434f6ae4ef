package dev.chainrule.optim;

import dev.chainrule.registry.Registry;
import dev.chainrule.schedule.Cosine;
import java.util.function.DoubleFunction;

/** The rules by name. To add one: its file, and its line here. */
public final class Optimizers {
  /** Every optimizer, for a learning rate. */
  public static final Registry<DoubleFunction<Rule>> TABLE =
      Registry.<DoubleFunction<Rule>>of("optimizer")
          .with("sgd", Sgd::new)
          .with("momentum", Momentum::of)
          .with("nesterov", Nesterov::of)
          .with("rmsprop", RmsProp::of)
          .with("adam", Adam::of)
          .with("adamw", AdamW::of);

  /** Every rule that goes with an optimizer, as an example on which the laws run. */
  public static final Registry<Rule> COMPANIONS =
      Registry.<Rule>of("companion rule")
          .with("l2", new L2(0.01, false))
          .with("clip", new ClipByGlobalNorm(1))
          .with("scheduled", new Scheduled(new Cosine(100, 0.1)));

  private Optimizers() {}
}
