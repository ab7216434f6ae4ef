package dev.chainrule.trace;

/** The four parts of a training step. */
public enum Phase {
  /** From the input to the prediction. */
  FORWARD,
  /** From the prediction to the loss. */
  LOSS,
  /** From ∂L/∂L = 1 back to the parameters. */
  BACKWARD,
  /** θ ← θ − update. */
  UPDATE
}
