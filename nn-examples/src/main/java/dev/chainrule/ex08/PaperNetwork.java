package dev.chainrule.ex08;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import java.util.ArrayList;
import java.util.List;

/**
 * y = (f_K ∘ … ∘ f₁)(x) with L = ½‖y − f_K‖², and its gradient by equations (5.115)–(5.118) of
 * <i>Mathematics for Machine Learning</i>, every matrix kept.
 *
 * @param layers f₁ … f_K
 */
public record PaperNetwork(List<PaperLayer> layers) {
  /** Keeps a copy. */
  public PaperNetwork {
    layers = List.copyOf(layers);
  }

  /**
   * All that a backward pass on paper writes down.
   *
   * @param loss L
   * @param outputs f₀ = x, f₁ … f_K
   * @param inputJacobians at i: ∂f_{i+1}/∂f_i
   * @param thetaJacobians at i: ∂f_{i+1}/∂θ_i
   * @param outputGradients at i: ∂L/∂f_{i+1}
   * @param thetaGradients at i: ∂L/∂θ_i
   */
  public record Backward(
      double loss,
      List<Var> outputs,
      List<Var> inputJacobians,
      List<Var> thetaJacobians,
      List<Var> outputGradients,
      List<Var> thetaGradients) {
    /** f_i. */
    public Var f(int i) {
      return outputs.get(i);
    }

    /** ∂L/∂f_i, i = 1 … K. */
    public Var df(int i) {
      return outputGradients.get(i - 1);
    }

    /** ∂f_{i+1}/∂f_i. */
    public Var jInput(int i) {
      return inputJacobians.get(i);
    }

    /** ∂f_{i+1}/∂θ_i. */
    public Var jTheta(int i) {
      return thetaJacobians.get(i);
    }

    /** ∂L/∂θ_i. */
    public Var dTheta(int i) {
      return thetaGradients.get(i);
    }
  }

  /** L as a function of θ_i, the other parameters as they are. */
  public Var loss(Var x, Var y, int i, Var theta) {
    Var f = x;
    for (int k = 0; k < layers.size(); k++) {
      f = (k == i ? layers.get(k).with(theta) : layers.get(k)).apply(f);
    }
    return half(f, y);
  }

  private static Var half(Var f, Var y) {
    return y.sub(f).square().sum().div(2);
  }

  /** Forward, then backward. */
  public Backward backward(Var x, Var y) {
    List<Var> f = new ArrayList<>(List.of(x));
    List<Var> inputs = new ArrayList<>();
    List<Var> thetas = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      PaperLayer layer = layers.get(i);
      Var in = f.get(i);
      f.add(layer.apply(in).detach());
      inputs.add(Derivatives.jacobian(layer::apply, in));
      thetas.add(Derivatives.jacobian(theta -> layer.with(theta).apply(in), layer.theta()));
    }
    int last = layers.size() - 1;
    Var[] df = new Var[last + 1];
    Var[] dTheta = new Var[last + 1];
    df[last] = Derivatives.grad(out -> half(out, y), f.get(last + 1));
    for (int i = last; i >= 0; i--) {
      dTheta[i] = df[i].matmul(thetas.get(i)); // ∂L/∂θ_i = ∂L/∂f_{i+1} · ∂f_{i+1}/∂θ_i
      if (i > 0) {
        df[i - 1] = df[i].matmul(inputs.get(i)); // ∂L/∂f_i = ∂L/∂f_{i+1} · ∂f_{i+1}/∂f_i
      }
    }
    double loss = half(f.get(last + 1), y).toDouble();
    return new Backward(loss, f, inputs, thetas, List.of(df), List.of(dTheta));
  }

  /** θ ← θ − rate ∂L/∂θ in every layer. */
  public PaperNetwork step(Backward back, double rate) {
    List<PaperLayer> next = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Var theta = layers.get(i).theta().sub(back.dTheta(i).mul(rate)).detach();
      next.add(layers.get(i).with(theta));
    }
    return new PaperNetwork(next);
  }

  /**
   * How many multiplications of a row by an n×n Jacobian ∂f_{i+1}/∂f_i take: (5.118) for every i.
   *
   * @param k layers
   * @param n units
   * @param reuse whether ∂L/∂f_{i+1} is kept from the gradient before
   */
  public static long products(int k, int n, boolean reuse) {
    long rows = 0;
    for (int i = k - 2; i >= 0; i--) {
      rows += reuse ? 1 : k - 1 - i; // ∂f_K/∂f_{K−1} ⋯ ∂f_{i+2}/∂f_{i+1}
    }
    return rows * n * n;
  }
}
