package dev.chainrule.ex02;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Gradients;
import dev.chainrule.autodiff.Var;
import dev.chainrule.example.Board;
import dev.chainrule.example.Example;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Power, sum, product, quotient and chain rule, and chains of three. */
public final class RulesOfDifferentiation implements Example {
  private static final double X = 0.8;

  /**
   * A rule, and a function for it.
   *
   * @param name the rule
   * @param rule as it is learnt
   * @param formula f as it is written
   * @param derivative f′ as it is written
   * @param f the function
   * @param closed the derivative, by hand
   */
  public record Rule(
      String name,
      String rule,
      String formula,
      String derivative,
      UnaryOperator<Var> f,
      DoubleUnaryOperator closed) {
    /** f′(x) by a sweep. */
    public double derivative(double x, Derivatives.Mode mode) {
      return Derivatives.jacobian(f, Var.scalar(x), mode).toDouble();
    }
  }

  /** A rule a row. */
  public static final List<Rule> RULES =
      List.of(
          new Rule("constant", "c′ = 0", "7", "0", x -> Var.scalar(7), x -> 0),
          new Rule("power", "(xⁿ)′ = n xⁿ⁻¹", "x⁵", "5x⁴", x -> x.pow(5), x -> 5 * Math.pow(x, 4)),
          new Rule(
              "sum",
              "(u + v)′ = u′ + v′",
              "x³ + sin x",
              "3x² + cos x",
              x -> x.pow(3).add(x.sin()),
              x -> 3 * x * x + Math.cos(x)),
          new Rule(
              "product",
              "(u v)′ = u′ v + u v′",
              "x² sin x",
              "2x sin x + x² cos x",
              x -> x.square().mul(x.sin()),
              x -> 2 * x * Math.sin(x) + x * x * Math.cos(x)),
          new Rule(
              "quotient",
              "(u/v)′ = (u′ v − u v′) / v²",
              "sin x / x",
              "(x cos x − sin x) / x²",
              x -> x.sin().div(x),
              x -> (x * Math.cos(x) - Math.sin(x)) / (x * x)),
          new Rule(
              "chain",
              "(v ∘ u)′ = v′(u) u′",
              "exp(x²)",
              "exp(x²) 2x",
              x -> x.square().exp(),
              x -> Math.exp(x * x) * 2 * x),
          new Rule(
              "chain of 3",
              "w′(v) v′(u) u′",
              "√(sin x²)",
              "x cos x² / √(sin x²)",
              x -> x.square().sin().sqrt(),
              x -> x * Math.cos(x * x) / Math.sqrt(Math.sin(x * x))),
          new Rule(
              "chain, power",
              "(uⁿ)′ = n uⁿ⁻¹ u′",
              "(3x² − 5x + 6)³",
              "3 (3x² − 5x + 6)² (6x − 5)",
              x -> x.square().mul(3).sub(x.mul(5)).add(6).pow(3),
              x -> 3 * Math.pow(3 * x * x - 5 * x + 6, 2) * (6 * x - 5)));

  /**
   * The chain u = x², v = sin u, y = √v and its factors.
   *
   * @param du du/dx
   * @param dv dv/du
   * @param dy dy/dv
   * @param product dy/dx
   */
  public record Chain(double du, double dv, double dy, double product) {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new RulesOfDifferentiation(), arguments);
  }

  /** The factors of √(sin x²) at x, each from its own link of the chain. */
  public static Chain chain(double at) {
    Var x = Var.scalar(at);
    Var u = x.square();
    Var v = u.sin();
    Var y = v.sqrt();
    Gradients whole = y.backward();
    return new Chain(
        u.backward().of(x).toDouble(),
        v.backward().of(u).toDouble(),
        whole.of(v).toDouble(),
        whole.of(x).toDouble());
  }

  @Override
  public String title() {
    return "Rules of differentiation";
  }

  @Override
  public List<String> entries() {
    return List.of("A2");
  }

  @Override
  public void show(Board board) {
    board.say("Each rule, a function it is for, and f′ at x = " + X + ": by hand and by sweeps.");
    board.gap();
    List<List<String>> names = new ArrayList<>();
    List<List<String>> numbers = new ArrayList<>();
    for (Rule rule : RULES) {
      names.add(List.of(rule.name(), rule.rule(), rule.formula(), rule.derivative()));
      double closed = rule.closed().applyAsDouble(X);
      double forward = rule.derivative(X, Derivatives.Mode.FORWARD);
      double reverse = rule.derivative(X, Derivatives.Mode.REVERSE);
      numbers.add(
          List.of(
              rule.formula(),
              Board.fixed(closed, 12),
              Board.fixed(forward, 12),
              Board.fixed(reverse, 12),
              Board.error(Math.max(Math.abs(forward - closed), Math.abs(reverse - closed)))));
    }
    board.table(List.of("rule", "", "f(x)", "f′(x)"), names);
    board.gap();
    board.table(List.of("f(x)", "by hand", "forward", "reverse", "differ by"), numbers);
    board.notice(
        "The program knows no formula for f′. It knows the derivative of each elementary\n"
            + "operation and multiplies them: what differs is the last digit, by rounding.");

    board.section("A chain of three, link by link: u = x², v = sin u, y = √v");
    Chain chain = chain(X);
    board.formula("du/dx = 2x         = " + Board.fixed(chain.du(), 10));
    board.formula("dv/du = cos u      = " + Board.fixed(chain.dv(), 10));
    board.formula("dy/dv = 1/(2√v)    = " + Board.fixed(chain.dy(), 10));
    board.formula("their product      = " + Board.fixed(chain.dy() * chain.dv() * chain.du(), 10));
    board.formula("dy/dx by one sweep = " + Board.fixed(chain.product(), 10));
    board.notice("dy/dx = dy/dv · dv/du · du/dx: the 2 of 2x and the ½ of the root cancel.");
  }
}
