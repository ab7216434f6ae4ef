package dev.chainrule.bench;

/**
 * Where the microseconds of a training step go.
 *
 * @param forward from the input to the logits
 * @param loss its value and ∂L/∂ the logits
 * @param backward to the gradients of all parameters
 * @param update of the parameters
 */
public record PhasesUs(double forward, double loss, double backward, double update) {}
