package dev.chainrule.ex08;

import dev.chainrule.autodiff.Var;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * f = σ(A x + b), of one vector x, as it stands on paper.
 *
 * @param a {@code [out, in]}
 * @param b {@code [out]}
 * @param sigma σ, element by element
 * @param name its name
 */
public record PaperLayer(Var a, Var b, UnaryOperator<Var> sigma, String name) {
  /** σ(A x + b). */
  public Var apply(Var x) {
    return sigma.apply(a.matmul(x).add(b));
  }

  /** θ = {A, b} as one vector: A row by row, then b. */
  public Var theta() {
    return Var.concat(0, List.of(a.reshape(a.shape().size()), b));
  }

  /** The same layer with other parameters. */
  public PaperLayer with(Var theta) {
    long n = a.shape().size();
    return new PaperLayer(
        theta.slice(0, 0, n).reshape(a.shape()),
        theta.slice(0, n, n + b.shape().size()),
        sigma,
        name);
  }
}
