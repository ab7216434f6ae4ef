package dev.chainrule.autodiff;

import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The derivative by its definition, the limit of a difference quotient – with an h that is not 0.
 * Truncation makes a large h wrong, and rounding, about ε|f|/h, a small one: {@link #errors} shows
 * both.
 */
public enum DifferenceQuotient {
  /** (f(x + h) − f(x)) / h, wrong by ½ h f″ + …: best h ≈ √ε. */
  FORWARD {
    @Override
    public double of(DoubleUnaryOperator f, double x, double h) {
      return (f.applyAsDouble(x + h) - f.applyAsDouble(x)) / h;
    }

    @Override
    Var along(DoubleFunction<Var> f, double h) {
      return f.apply(h).sub(f.apply(0)).div(h);
    }
  },
  /** (f(x + h) − f(x − h)) / 2h, wrong by h²/6 f‴ + …: best h ≈ ∛ε. */
  CENTRAL {
    @Override
    public double of(DoubleUnaryOperator f, double x, double h) {
      return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
    }

    @Override
    Var along(DoubleFunction<Var> f, double h) {
      return f.apply(h).sub(f.apply(-h)).div(2 * h);
    }
  },
  /** (4 D(h/2) − D(h)) / 3 of central differences D, wrong by h⁴: Richardson's extrapolation. */
  RICHARDSON {
    @Override
    public double of(DoubleUnaryOperator f, double x, double h) {
      return (4 * CENTRAL.of(f, x, h / 2) - CENTRAL.of(f, x, h)) / 3;
    }

    @Override
    Var along(DoubleFunction<Var> f, double h) {
      return CENTRAL.along(f, h / 2).mul(4).sub(CENTRAL.along(f, h)).div(3);
    }
  };

  /**
   * A quotient and how wrong it is.
   *
   * @param h the step
   * @param error |quotient − derivative|
   */
  public record Step(double h, double error) {}

  /**
   * The quotient.
   *
   * @param h not 0
   */
  public abstract double of(DoubleUnaryOperator f, double x, double h);

  /** The quotient at 0. */
  abstract Var along(DoubleFunction<Var> f, double h);

  /**
   * The quotient of t ↦ f(x + t v) at 0: what J v should be.
   *
   * @param v of x's shape
   * @param h not 0
   * @return of the shape of f(x)
   */
  public Var of(UnaryOperator<Var> f, Var x, Var v, double h) {
    Shapes.equal("difference quotient: v and x", v.shape(), x.shape());
    return along(t -> f.apply(x.add(v.mul(t))), h);
  }

  /** The same of ⟨w, f⟩, one number: what ⟨w, J v⟩ should be. */
  public double of(UnaryOperator<Var> f, Var x, Var v, Var w, double h) {
    return of(at -> f.apply(at).dot(w), x, v, h).toDouble();
  }

  /**
   * The error against h: from h = 1 down by half decades.
   *
   * @param derivative f′(x), exact
   * @param decades how far down; 16 reaches where nothing is left of the difference
   */
  public List<Step> errors(DoubleUnaryOperator f, double x, double derivative, int decades) {
    List<Step> errors = new ArrayList<>();
    for (int i = 0; i <= 2 * decades; i++) {
      double h = Math.pow(10, -i / 2.0);
      errors.add(new Step(h, Math.abs(of(f, x, h) - derivative)));
    }
    return errors;
  }
}
