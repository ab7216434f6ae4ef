package dev.chainrule.trace;

/** What a value of a trace is to the network. */
public enum Role {
  /** f₀ = x, a batch of inputs. */
  INPUT,
  /** y, what the output should be. */
  TARGET,
  /** A weight or bias. */
  PARAMETER,
  /** What lies between: z and f. */
  HIDDEN,
  /** f_K, the prediction. */
  OUTPUT,
  /** L. */
  LOSS,
  /** A number that a formula brings along. */
  CONSTANT,
  /** ∂L/∂ something. */
  DERIVATIVE,
  /** A parameter after the update. */
  UPDATED
}
