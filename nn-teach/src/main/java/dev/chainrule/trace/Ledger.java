package dev.chainrule.trace;

import dev.chainrule.autodiff.Var;
import java.util.List;

/**
 * What ∂L/∂ all parameters costs, in multiplications (D3): one sweep of reverse mode, or one sweep
 * of forward mode for each parameter.
 *
 * @param reverse of the backward pass, that by all parameters
 * @param forwardSweep of the dearest sweep of forward mode, that of a parameter of the first layer
 * @param forwardSweeps how many there must be: as many as parameters
 * @param forward of them all
 */
public record Ledger(long reverse, long forwardSweep, long forwardSweeps, long forward) {
  static Ledger of(Trace trace, List<Placed> chain) {
    long reverse =
        trace.steps().stream()
            .filter(step -> step.phase() == Phase.BACKWARD)
            .mapToLong(Step::multiplications)
            .sum();
    long rest = trace.value(chain.get(chain.size() - 1).output()).size(); // ∂L/∂f_K · ∂f_K/∂w
    long sweeps = 0;
    long forward = 0;
    long dearest = rest;
    for (int i = chain.size() - 1; i >= 0; i--) {
      long parameters = 0;
      for (String name : chain.get(i).parameters().values()) {
        parameters += trace.value(name).size();
      }
      if (parameters > 0) {
        sweeps += parameters;
        boolean isFormula = chain.get(i).link() instanceof Link.Formula;
        long sweep = rest + (isFormula ? cost(trace, chain.get(i)) : 0); // within it as well
        forward += parameters * sweep;
        dearest = sweep;
      }
      rest += cost(trace, chain.get(i));
    }
    return new Ledger(reverse, dearest, sweeps, forward);
  }

  private static long cost(Var operation) {
    long cost = 0;
    for (int i = 0; i < operation.inputs().size(); i++) {
      cost = Math.max(cost, OperationCost.derivative(operation, i));
    }
    return cost;
  }

  /** Of a link's Jacobian by its input times a tangent. */
  static long cost(Trace trace, Placed placed) {
    Value y = trace.value(placed.output());
    Value x = trace.value(placed.input());
    if (placed.link() instanceof Link.Formula formula) {
      return formula.operations().stream().mapToLong(Ledger::cost).sum();
    }
    if (placed.link() instanceof Link.Whole whole && whole.isIdentity()) {
      return 0;
    }
    boolean isDiagonal = placed.link() instanceof Link.Whole whole && whole.diagonal() != null;
    return isDiagonal ? y.size() : y.size() * x.shape().row().size();
  }
}
