package dev.chainrule.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What users of derivatives meet: nesting, errors, rules of their own, depth. */
final class DerivativesTest {
  private static Var rosenbrock(Var x) {
    Var a = x.slice(0, 0, x.shape().dim(0) - 1);
    Var b = x.slice(0, 1, x.shape().dim(0));
    return b.sub(a.square()).square().mul(100).add(a.neg().add(1).square()).sum();
  }

  private static double at(UnaryOperator<Var> f, double x) {
    return f.apply(Var.scalar(x)).toDouble();
  }

  // ---- nesting

  /** Perturbations must not be confused: d/dx x (d/dy (x + y)) = 1. */
  @Test
  void nestedDerivativesDoNotMix() {
    UnaryOperator<Var> f = x -> x.mul(Derivatives.grad(y -> x.add(y), x));
    assertThat(at(Derivatives.grad(f), 3)).isEqualTo(1);
    UnaryOperator<Var> forward = x -> x.mul(Derivatives.jvp(y -> x.add(y), x, Var.scalar(1)));
    assertThat(Derivatives.jvp(forward, Var.scalar(3), Var.scalar(1)).toDouble()).isEqualTo(1);
    // d/dx x (d/dy x y²) = d/dx 2 x³
    UnaryOperator<Var> g = x -> x.mul(Derivatives.grad(y -> x.mul(y.square()), x));
    assertThat(at(g, 3)).isEqualTo(54);
    assertThat(at(Derivatives.grad(g), 3)).isEqualTo(54);
    assertThat(at(Derivatives.grad(Derivatives.grad(g)), 3)).isEqualTo(36);
  }

  @Test
  void closuresAreConstantsUntilDifferentiatedThemselves() {
    Var c = Var.scalar(5);
    assertThat(at(Derivatives.grad(x -> x.mul(c)), 2)).isEqualTo(5);
    Var inner = Derivatives.grad(x -> x.square().mul(c), Var.scalar(2)); // 2 x c
    assertThat(inner.backward().of(c).toDouble()).isEqualTo(4);
    Var x = Var.scalar(2);
    Var slope = Derivatives.grad(t -> t.pow(3).mul(c), x); // 3 c x²
    Gradients gradients = slope.backward();
    assertThat(gradients.of(x).toDouble()).isEqualTo(60);
    assertThat(gradients.of(c).toDouble()).isEqualTo(12);
  }

  @Test
  void aGradientMayBeDifferentiatedAgain() {
    Var x = Var.vector(1, 2, -1);
    Gradients first = x.pow(3).sum().backward();
    Var second = first.of(x).sum().backward().of(x); // 6x
    assertThat(second.toArray()).containsExactly(6, 12, -6);
  }

  @Test
  void constantsHaveDerivativeZero() {
    Var x = Var.vector(1, 2);
    assertThat(Derivatives.grad(t -> Var.scalar(3), x).toArray()).containsExactly(0, 0);
    assertThat(Derivatives.jvp(t -> Var.scalar(3), x, x).toDouble()).isZero();
    assertThat(Derivatives.hessian(t -> t.sum(), x).toArray()).containsOnly(0);
    assertThat(Derivatives.hessian(t -> Var.scalar(3), x).shape()).isEqualTo(Shape.of(2, 2));
    assertThat(Derivatives.taylor(t -> Var.scalar(3), x, 2).term(1, x).toDouble()).isZero();
    assertThat(Derivatives.grad(t -> t, Var.scalar(3)).toDouble()).isEqualTo(1);
    Var deep = x.mul(2).mul(3).sum();
    assertThat(Derivatives.grad(t -> deep, x).toArray()).as("of another use of x").containsOnly(0);
  }

  @Test
  void shapesOfDerivatives() {
    Var x = Var.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    UnaryOperator<Var> f = a -> a.matmul(a.transpose());
    assertThat(Derivatives.jacobian(f, x).shape()).isEqualTo(Shape.of(2, 2, 2, 3));
    assertThat(Derivatives.hessian(f, x).shape()).isEqualTo(Shape.of(2, 2, 2, 3, 2, 3));
    assertThat(Derivatives.jacobian(Var::sum, x).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(Derivatives.jacobian(Var::sin, Var.scalar(1)).shape()).isEqualTo(Shape.of());
    assertThat(Derivatives.hessian(Var::sin, Var.scalar(1)).toDouble()).isEqualTo(-Math.sin(1));
    assertThat(Derivatives.hvp(Var::norm, x, x).shape()).isEqualTo(x.shape());
  }

  @Test
  void valueComesWithTheGradient() {
    Derivatives.ValueAndGradient both =
        Derivatives.valueAndGrad(x -> x.square().sum(), Var.vector(1, 2));
    assertThat(both.value().toDouble()).isEqualTo(5);
    assertThat(both.gradient().toArray()).containsExactly(2, 4);
  }

  @Test
  void aManyUsedInputSumsUp() {
    Var x = Var.vector(1, 2, 3);
    UnaryOperator<Var> f =
        v -> {
          Var sum = Var.scalar(0);
          for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
              sum = sum.add(v.get(i).mul(v.get(j)).mul(i + 1));
            }
          }
          return sum;
        };
    // f = (Σ i x_i)(Σ x_j): gradient i Σx + Σ i x_i, Hessian i + j
    assertThat(Derivatives.grad(f, x).toArray()).containsExactly(20, 26, 32);
    assertThat(f.apply(x).backward().of(x).toArray()).containsExactly(20, 26, 32);
    assertThat(Derivatives.hessian(f, x).toArray()).containsExactly(2, 3, 4, 3, 4, 5, 4, 5, 6);
    UnaryOperator<Var> g = v -> Derivatives.grad(f, v).dot(v).mul(v.get(0));
    assertThat(Derivatives.taylor(g, x, 3).term(3, x).toDouble())
        .as("x·∇f x₀ is a cubic form, 6 times itself")
        .isCloseTo(6 * g.apply(x).toDouble(), within(1e-9));
  }

  // ---- errors

  @Test
  void saysWhatToCallInstead() {
    Var x = Var.vector(1, 2);
    assertThatThrownBy(() -> x.square().backward())
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("backward(dy)")
        .hasMessageContaining("sum()")
        .hasMessageContaining("jacobian")
        .hasMessageContaining("[2]");
    assertThatThrownBy(() -> x.square().backward(Var.scalar(1)))
        .hasMessage("∂L/∂y must have the shape of y, [2], got []");
    assertThatThrownBy(() -> Derivatives.grad(Var::square, x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("jacobian(f, x)")
        .hasMessageContaining("vjp(f, x, v)");
    assertThatThrownBy(() -> Derivatives.jvp(Var::square, x, Var.scalar(1)))
        .hasMessage("jvp: v and x: expected equal shapes, got [] and [2]");
    assertThatThrownBy(() -> Derivatives.vjp(Var::square, x, Var.scalar(1)))
        .hasMessage("vjp: v and f(x): expected equal shapes, got [] and [2]");
    assertThatThrownBy(() -> Derivatives.hvp(Var::sum, x, Var.scalar(1)))
        .hasMessage("hvp: v and x: expected equal shapes, got [] and [2]");
    assertThatThrownBy(() -> Derivatives.derivative(Var::sum, x, 2))
        .hasMessageContaining("taylor(f, x, n).term(n, v)");
    assertThatThrownBy(() -> Derivatives.derivative(Var::sin, Var.scalar(1), -1))
        .hasMessage("order must not be negative, got -1");
  }

  /** As a function, a derivative is differentiated again, also by what it closes over. */
  @Test
  void derivativesAreFunctions() {
    UnaryOperator<Var> second = Derivatives.derivative(Var::sin, 2);
    assertThat(at(second, 1)).isCloseTo(-Math.sin(1), within(1e-15));
    assertThat(at(Derivatives.grad(second), 1)).isCloseTo(-Math.cos(1), within(1e-15));
    assertThat(at(Derivatives.derivative(Derivatives.derivative(Var::exp, 1), 3), 1))
        .isCloseTo(Math.E, within(1e-14));
    assertThat(at(Derivatives.derivative(Var::sin, 0), 1)).isEqualTo(Math.sin(1));
    UnaryOperator<Var> byA = // d/da d²/dx² a x³ = 6 x
        a -> Derivatives.derivative(x -> x.pow(3).mul(a), 2).apply(Var.scalar(2));
    assertThat(at(Derivatives.grad(byA), 5)).isEqualTo(12);
    UnaryOperator<Var> byTaylor = x -> Derivatives.derivative(Var::sin, x.square(), 2);
    assertThat(at(Derivatives.grad(byTaylor), 2)) // −sin(x²), differentiated
        .isCloseTo(-4 * Math.cos(4), within(1e-14));
    assertThat(at(Derivatives.derivative(byTaylor, 2), 2))
        .isCloseTo(-2 * Math.cos(4) + 16 * Math.sin(4), within(1e-13));
    assertThat(Derivatives.derivative(byTaylor, Var.scalar(2), 2).toDouble())
        .isCloseTo(-2 * Math.cos(4) + 16 * Math.sin(4), within(1e-13));
    UnaryOperator<Var> curve = x -> Var.stack(List.of(x.sin(), x.pow(3)));
    double[] slopes =
        Derivatives.jacobian(
                x -> Derivatives.derivative(curve, x, 1), Var.scalar(2), Derivatives.Mode.REVERSE)
            .toArray();
    assertThat(slopes).containsExactly(new double[] {-Math.sin(2), 12}, within(1e-14));
    UnaryOperator<Var> rational = x -> x.square().add(1).reciprocal();
    for (int n = 0; n <= 5; n++) {
      assertThat(at(Derivatives.derivative(rational, n), 0.5))
          .isCloseTo(
              Derivatives.derivative(rational, Var.scalar(0.5), n).toDouble(), within(1e-11));
    }
    assertThatThrownBy(() -> Derivatives.derivative(Var::sin, -1))
        .hasMessage("a derivative has an order of 0 or more, got -1");
    assertThatThrownBy(() -> Derivatives.derivative(Var::sin, 1).apply(Var.vector(1, 2)))
        .hasMessageContaining("taylor(f, x, n).term(n, v)");
  }

  @Test
  void differenceQuotientsOfAnyShape() {
    Var x = Var.matrix(new double[] {1, 2}, new double[] {-0.5, 0.3});
    Var v = Var.matrix(new double[] {0.5, -1}, new double[] {2, 0.1});
    UnaryOperator<Var> f = at -> at.matmul(at).sin();
    double[] exact = Derivatives.jvp(f, x, v).toArray();
    VarLawsTest.close(Derivatives.differenceQuotient(f, x, v, 1e-5).toArray(), exact, 1e-8);
    VarLawsTest.close(
        Derivatives.differenceQuotient(f, x, v, 1e-3, DifferenceQuotient.RICHARDSON).toArray(),
        exact,
        1e-9);
    VarLawsTest.close(
        Derivatives.differenceQuotient(f, x, v, 1e-8, DifferenceQuotient.FORWARD).toArray(),
        exact,
        1e-5);
    assertThatThrownBy(() -> Derivatives.differenceQuotient(f, x, Var.scalar(1), 1e-5))
        .hasMessage("difference quotient: v and x: expected equal shapes, got [] and [2, 2]");
  }

  @Test
  void whatWasNotReadHasNoGradient() {
    Var x = Var.vector(1, 2);
    Var equal = Var.vector(1, 2);
    Gradients gradients = x.sum().backward();
    assertThatThrownBy(() -> gradients.of(equal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no gradient with respect to [1.0, 2.0]: what backward() was called on is not"
                + " computed from it. A Var with equal numbers is another one; pass the very"
                + " object.");
    assertThat(x.sign().sum().backward().of(x).toArray()).as("read, but flat").containsOnly(0);
    assertThat(x.pow(0).sum().backward().of(x).toArray()).containsOnly(0);
    Var detached = x.detach();
    assertThatThrownBy(() -> detached.sum().backward().of(x))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void polynomialsSayWhatTheyAre() {
    TaylorPolynomial sine = Derivatives.taylor(Var::sin, Var.scalar(0), 5);
    assertThat(sine.order()).isEqualTo(5);
    assertThat(sine.coefficients()).containsExactly(0, 1, 0, -1.0 / 6, 0, 1.0 / 120);
    assertThat(sine.at(Var.scalar(0.1)).toDouble()).isCloseTo(Math.sin(0.1), within(1e-10));
    assertThat(sine.remainder(Var.scalar(0.1)).toDouble()).isCloseTo(-1e-7 / 5040, within(1e-13));
    assertThat(sine.linearisation(Var.scalar(0.1)).toDouble()).isEqualTo(0.1);
    assertThatThrownBy(() -> sine.term(6, Var.scalar(1))).hasMessage("the terms are 0 … 5, got 6");
    assertThatThrownBy(() -> sine.at(Var.vector(1)))
        .hasMessage("δ and x0: expected equal shapes, got [1] and []");
    Var x = Var.vector(1, 2);
    assertThatThrownBy(() -> Derivatives.taylor(Var::sum, x, 2).coefficients())
        .hasMessageContaining("term(k, δ)");
    TaylorPolynomial value = Derivatives.taylor(Var::sum, x, 0);
    assertThat(value.at(x).toDouble()).isEqualTo(3);
    assertThat(value.linearisation(x).toDouble()).isEqualTo(6);
  }

  @Test
  void differenceErrorsFallThenRise() {
    for (DifferenceQuotient quotient : DifferenceQuotient.values()) {
      List<DifferenceQuotient.Step> errors = quotient.errors(Math::exp, 1, Math.E, 15);
      assertThat(errors).hasSize(31);
      int best = 0;
      for (int i = 0; i < errors.size(); i++) {
        best = errors.get(i).error() < errors.get(best).error() ? i : best;
      }
      double h = errors.get(best).h();
      double least = errors.get(best).error();
      assertThat(errors.get(0).error()).isGreaterThan(1e4 * least);
      assertThat(errors.get(30).error()).isGreaterThan(1e4 * least);
      switch (quotient) {
        case FORWARD -> assertThat(h).isBetween(1e-10, 1e-6);
        case CENTRAL -> assertThat(h).isBetween(1e-7, 1e-4);
        case RICHARDSON -> assertThat(h).isBetween(1e-4, 1e-1);
      }
    }
    Var x = Var.vector(1, 2);
    Var v = Var.vector(0.5, -1);
    Var w = Var.vector(2, 3);
    assertThat(DifferenceQuotient.CENTRAL.of(Var::sin, x, v, w, 1e-5))
        .isCloseTo(w.dot(Derivatives.jvp(Var::sin, x, v)).toDouble(), within(1e-9));
  }

  // ---- rules of one's own

  private static final Var[] POINTS = {Var.vector(-3, 0.5, 2), Var.scalar(0.3)};

  private static CustomOp softplus(CustomOp.Pullback pullback) {
    return CustomOp.of(
        "my softplus",
        x -> x.max(Var.scalar(0)).add(x.abs().neg().exp().log1p()),
        pullback,
        POINTS);
  }

  @Test
  void aRightRuleHasDerivativesOfAllKinds() {
    CustomOp op = softplus((dy, y, x) -> dy.mul(x.sigmoid()));
    Var x = Var.vector(-2, 0.7, 1.5);
    Var u = Var.vector(0.3, -1, 0.5);
    UnaryOperator<Var> mine = v -> op.apply(v).square().sum();
    UnaryOperator<Var> known = v -> v.softplus().square().sum();
    for (Derivatives.Mode outer : Derivatives.Mode.values()) {
      for (Derivatives.Mode inner : Derivatives.Mode.values()) {
        VarLawsTest.close(
            Derivatives.jacobian(at -> Derivatives.jacobian(mine, at, inner), x, outer).toArray(),
            Derivatives.hessian(known, x).toArray(),
            1e-13);
      }
    }
    VarLawsTest.close(
        Derivatives.jvp(op::apply, x, u).toArray(),
        Derivatives.jvp(Var::softplus, x, u).toArray(),
        1e-14);
    for (int k = 0; k <= 5; k++) {
      VarLawsTest.close(
          Derivatives.taylor(mine, x, 5).term(k, u).toArray(),
          Derivatives.taylor(known, x, 5).term(k, u).toArray(),
          1e-12);
    }
  }

  /** A rule that applies the operation itself, as that of exp may. */
  @Test
  void aRuleMayUseItsOwnOperation() {
    CustomOp[] exp = new CustomOp[1];
    assertThatCode(
            () ->
                exp[0] =
                    CustomOp.of(
                        "my exp", Var::exp, (dy, y, x) -> dy.mul(y), Var.vector(-1, 0.5, 2)))
        .doesNotThrowAnyException();
    assertThat(Derivatives.derivative(exp[0]::apply, Var.scalar(0), 12).toDouble())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void wrongRulesAreRejected() {
    assertThatThrownBy(() -> softplus((dy, y, x) -> dy.mul(x.tanh())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("my softplus: at [-3.0, 0.5, 2.0], its rule is not the derivative")
        .hasMessageContaining("analytic")
        .hasMessageContaining("numeric");
    assertThatThrownBy(() -> softplus((dy, y, x) -> dy.mul(x.sigmoid().detach())))
        .as("a wrong second derivative")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the derivative of its rule is not");
    assertThatThrownBy(() -> softplus((dy, y, x) -> dy.mul(x.sigmoid()).sum()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("my softplus, its rule: ∂L/∂x must have x's shape [3], got []");
    assertThatThrownBy(() -> softplus((dy, y, x) -> dy.mul(dy).mul(x.sigmoid())))
        .as("a rule that is not linear in dy")
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CustomOp.of("f", Var::exp, (dy, y, x) -> dy.mul(y)))
        .hasMessageContaining("say where the rule is to be checked");
  }

  // ---- depth, threads

  private static final int DEPTH = 100_000;

  private static Var chain(Var x) {
    Var y = x;
    for (int i = 0; i < DEPTH / 2; i++) {
      y = y.sin().add(1); // a contraction: values stay, derivatives fall
    }
    return y;
  }

  @Test
  void aDeepChainDifferentiatesInEveryMode() {
    Var x = Var.scalar(0.5);
    Var y = chain(x);
    assertThat(y.operation()).isEqualTo("+ 1");
    assertThat(y.toString()).hasSizeLessThan(60);
    double reverse = y.backward().of(x).toDouble();
    double forward = Derivatives.jvp(DerivativesTest::chain, x, Var.scalar(1)).toDouble();
    assertThat(forward).isEqualTo(reverse);
    UnaryOperator<Var> squares = // without underflow: Σ over the way
        v -> {
          Var sum = v;
          Var at = v;
          for (int i = 0; i < DEPTH / 4; i++) {
            at = at.sin();
            sum = sum.add(at);
          }
          return sum;
        };
    double h = 1e-5;
    double gradient = Derivatives.grad(squares, x).toDouble();
    double ahead = Derivatives.grad(squares, Var.scalar(0.5 + h)).toDouble();
    double behind = Derivatives.grad(squares, Var.scalar(0.5 - h)).toDouble();
    double second = Derivatives.hvp(squares, x, Var.scalar(1)).toDouble();
    assertThat(second).isCloseTo((ahead - behind) / (2 * h), within(1e-5 * Math.abs(second)));
    assertThat(Derivatives.grad(Derivatives.grad(squares), x).toDouble())
        .isCloseTo(second, within(1e-9 * Math.abs(second)));
    double[] c = Derivatives.taylor(squares, x, 2).coefficients();
    assertThat(c[1]).isCloseTo(gradient, within(1e-9 * Math.abs(gradient)));
    assertThat(c[2]).isCloseTo(second / 2, within(1e-9 * Math.abs(second)));
  }

  @Test
  void threadsMayShareAVar() throws Exception {
    Var x = VarLawsTest.normal(Shape.of(50), "x");
    Var y = rosenbrock(x);
    double[] expected =
        Derivatives.grad(DerivativesTest::rosenbrock, Var.vector(x.toArray())).toArray();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<double[]>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        tasks.add(() -> y.backward().of(x).toArray());
      }
      for (Future<double[]> result : pool.invokeAll(tasks)) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      pool.shutdown();
    }
  }
}
