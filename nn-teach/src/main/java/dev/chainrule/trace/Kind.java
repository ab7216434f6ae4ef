package dev.chainrule.trace;

/** What a step does: by this a reader's language finds its words. */
public enum Kind {
  /** z = A f + b. */
  AFFINE,
  /** f = σ(z), or what else a layer does to its input in one piece. */
  LAYER,
  /** One operation of a layer's formula. */
  OPERATION,
  /** L of the prediction and the target. */
  LOSS,
  /** ∂L/∂L = 1. */
  SEED,
  /** ∂L/∂f_K. */
  LOSS_DERIVATIVE,
  /** ∂L/∂ a parameter. */
  PARAMETER_DERIVATIVE,
  /** ∂L/∂ what lies between, on the way to the layers before. */
  DERIVATIVE,
  /** A parameter takes its step. */
  UPDATE
}
