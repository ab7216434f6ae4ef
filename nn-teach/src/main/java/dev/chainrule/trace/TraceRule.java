package dev.chainrule.trace;

import dev.chainrule.notation.Notation;
import dev.chainrule.param.Params;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * How the parameters take their step: for a trace that ends with the update.
 *
 * <pre>{@code
 * Optimizer sgd = Optimizer.of(new Sgd(0.5), network.params(), pass.kernels());
 * TraceRule rule = TraceRule.gradientDescent(0.5, sgd::step);
 * }</pre>
 *
 * @param update in symbols, of a parameter and ∂L/∂ the parameter: {@code A₀ − η ∂L/∂A₀}
 * @param step given ∂L/∂θ, changes the network's parameters; it may use the gradients up
 */
public record TraceRule(BinaryOperator<Notation> update, Consumer<Params> step) {
  /** θ − η ∂L/∂θ. */
  public static TraceRule gradientDescent(double rate, Consumer<Params> step) {
    Notation eta = Notation.number(rate).then(" ", "\\, ");
    return new TraceRule((theta, gradient) -> theta.minus(eta).then(gradient), step);
  }

  /** What an optimizer of this name makes of θ and ∂L/∂θ. */
  public static TraceRule named(String name, Consumer<Params> step) {
    return new TraceRule(
        (theta, gradient) -> Notation.of(name).of(theta.then(", ", ", ").then(gradient)), step);
  }
}
