package dev.chainrule.ex08;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.example.Board;
import dev.chainrule.example.Example;
import dev.chainrule.example.MatrixEquation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Backpropagation with every matrix written out: Mazur's network, then one of three layers. */
public final class BackpropOnPaper implements Example {
  private static final double RATE = 0.5;

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new BackpropOnPaper(), arguments);
  }

  /** Mazur's 2-2-2 network: f_i = sigmoid(A f_{i−1} + b). */
  public static PaperNetwork mazur() {
    return new PaperNetwork(
        List.of(
            new PaperLayer(
                Var.matrix(new double[] {0.15, 0.20}, new double[] {0.25, 0.30}),
                Var.vector(0.35, 0.35),
                Var::sigmoid,
                "sigmoid"),
            new PaperLayer(
                Var.matrix(new double[] {0.40, 0.45}, new double[] {0.50, 0.55}),
                Var.vector(0.60, 0.60),
                Var::sigmoid,
                "sigmoid")));
  }

  /** Mazur's input. */
  public static final Var X = Var.vector(0.05, 0.10);

  /** Mazur's target. */
  public static final Var Y = Var.vector(0.01, 0.99);

  /** Three layers of two units, a ReLU, a tanh and a sigmoid. */
  public static PaperNetwork three() {
    return new PaperNetwork(
        List.of(
            new PaperLayer(
                Var.matrix(new double[] {1, -0.5}, new double[] {0.5, 2}),
                Var.vector(0.1, -0.2),
                Var::relu,
                "ReLU"),
            new PaperLayer(
                Var.matrix(new double[] {0.3, -0.8}, new double[] {-0.6, 0.4}),
                Var.vector(0, 0.2),
                Var::tanh,
                "tanh"),
            new PaperLayer(
                Var.matrix(new double[] {1.5, 0.5}, new double[] {-1, 1}),
                Var.vector(0.1, 0),
                Var::sigmoid,
                "sigmoid")));
  }

  private static final Var X3 = Var.vector(0.5, 0.25);
  private static final Var Y3 = Var.vector(1, 0);

  /** The three layers, backwards. */
  public static PaperNetwork.Backward backwardOfThree() {
    return three().backward(X3, Y3);
  }

  /** ½‖y − f_K‖ squared of the three layers as a function of θ_i, by autodiff at once. */
  public static Var gradientOfThree(int i) {
    PaperNetwork network = three();
    return Derivatives.grad(
        theta -> network.loss(X3, Y3, i, theta), network.layers().get(i).theta());
  }

  @Override
  public String title() {
    return "Backpropagation on paper";
  }

  @Override
  public List<String> entries() {
    return List.of("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8");
  }

  @Override
  public void show(Board board) {
    board.formula(
        "f₀ = x,   f_i = σ(A_{i−1} f_{i−1} + b_{i−1}),   L(θ) = ½‖y − f_K‖²,   θ_i = {A_i, b_i}");
    showMazur(board);
    showThree(board);
  }

  private static void showMazur(Board board) {
    PaperNetwork network = mazur();
    PaperNetwork.Backward back = network.backward(X, Y);
    board.section("Mazur's network, 2-2-2, forward: y = (f₂ ∘ f₁)(x)");
    showForward(board, network, back);
    board.gap();
    board.show(
        MatrixEquation.of("L = ½‖y − f₂‖² = " + Board.fixed(back.loss(), 9) + "  for yᵀ =").row(Y));

    board.section("Backward");
    board.show(MatrixEquation.of("∂L/∂f₂ = (f₂ − y)ᵀ =").row(back.df(2)));
    board.gap();
    board.formula("∂f₂/∂θ₁, by the numbers w₅ w₆ w₇ w₈ of A₁ and the two of b₁:");
    board.show(
        MatrixEquation.of("∂L/∂θ₁ = ∂L/∂f₂ · ∂f₂/∂θ₁ =")
            .row(back.df(2))
            .and("·")
            .and(back.jTheta(1)));
    board.show(MatrixEquation.of("       =").row(back.dTheta(1)));
    board.show(
        MatrixEquation.of("∂L/∂f₁ = ∂L/∂f₂ · ∂f₂/∂f₁ =")
            .row(back.df(2))
            .and("·")
            .and(back.jInput(1))
            .and("=")
            .row(back.df(1)));
    board.gap();
    board.show(
        MatrixEquation.of("∂L/∂θ₀ = ∂L/∂f₁ · ∂f₁/∂θ₀ =")
            .row(back.df(1))
            .and("·")
            .and(back.jTheta(0)));
    board.show(MatrixEquation.of("       =").row(back.dTheta(0)));

    board.section("One step of gradient descent, θ ← θ − ½ ∂L/∂θ");
    PaperNetwork next = network.step(back, RATE);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 4; k++) {
        rows.add(
            List.of(
                "w" + (4 * i + k + 1),
                Board.number(network.layers().get(i).theta().get(k).toDouble()),
                Board.fixed(back.dTheta(i).get(k).toDouble(), 12),
                Board.fixed(next.layers().get(i).theta().get(k).toDouble(), 14)));
      }
    }
    board.table(List.of("weight", "before", "∂L/∂w", "after"), rows);
    board.gap();
    board.formula(
        "L: " + Board.fixed(back.loss(), 9) + " → " + Board.fixed(next.backward(X, Y).loss(), 9));
    board.notice(
        "w₅ and w₁ are the numbers that Mazur published, to the last digit. (He leaves the\n"
            + "biases as they are; here they move as well, which his weights do not notice.)");
  }

  private static void showForward(Board board, PaperNetwork network, PaperNetwork.Backward back) {
    for (int i = 0; i < network.layers().size(); i++) {
      PaperLayer layer = network.layers().get(i);
      board.show(
          MatrixEquation.of("f" + sub(i + 1) + " = " + layer.name() + "(")
              .and(layer.a())
              .and("·")
              .and(back.f(i))
              .and("+")
              .and(layer.b())
              .and(") =")
              .and(back.f(i + 1)));
    }
  }

  private static String sub(int i) {
    return "" + "₀₁₂₃₄₅₆₇₈₉".charAt(i);
  }

  private static void showThree(Board board) {
    PaperNetwork network = three();
    PaperNetwork.Backward back = backwardOfThree();
    board.section("Three layers, K = 3: y = (f₃ ∘ f₂ ∘ f₁)(x), with ReLU, tanh and sigmoid");
    showForward(board, network, back);
    board.gap();
    board.formula(
        "‖y − f₃‖ = "
            + Board.fixed(Math.sqrt(2 * back.loss()), 6)
            + ",   L = ½‖y − f₃‖² = "
            + Board.fixed(back.loss(), 6)
            + "  for y = (1, 0)");

    board.section("The chain rule through all of it");
    board.formula("(5.115)  ∂L/∂θ₂ = ∂L/∂f₃ · ∂f₃/∂θ₂");
    board.formula("(5.116)  ∂L/∂θ₁ = ∂L/∂f₃ · ∂f₃/∂f₂ · ∂f₂/∂θ₁");
    board.formula("(5.117)  ∂L/∂θ₀ = ∂L/∂f₃ · ∂f₃/∂f₂ · ∂f₂/∂f₁ · ∂f₁/∂θ₀");
    board.formula("(5.118)  ∂L/∂θ_i = ∂L/∂f_K · ∂f_K/∂f_{K−1} ⋯ ∂f_{i+2}/∂f_{i+1} · ∂f_{i+1}/∂θ_i");
    board.gap();
    board.show(
        MatrixEquation.of("∂L/∂f₃ =")
            .row(back.df(3))
            .and("  ∂f₃/∂f₂ =")
            .and(back.jInput(2))
            .and("  ∂f₂/∂f₁ =")
            .and(back.jInput(1)));
    for (int i = 2; i >= 0; i--) {
      String next = sub(i + 1);
      board.gap();
      board.formula(
          i == 2
              ? "(5.115)  begin with ∂L/∂f₃"
              : "(5.11" + (7 - i) + ")  reuse ∂L/∂f" + sub(i + 2) + ", one product more:");
      if (i < 2) {
        board.show(
            MatrixEquation.of(
                    "  ∂L/∂f"
                        + next
                        + " = ∂L/∂f"
                        + sub(i + 2)
                        + " · ∂f"
                        + sub(i + 2)
                        + "/∂f"
                        + next
                        + " =")
                .row(back.df(i + 2))
                .and("·")
                .and(back.jInput(i + 1))
                .and("=")
                .row(back.df(i + 1)));
      }
      board.show(
          MatrixEquation.of(
                  "  ∂L/∂θ" + sub(i) + " = ∂L/∂f" + next + " · ∂f" + next + "/∂θ" + sub(i) + " =")
              .row(back.df(i + 1))
              .and("·")
              .and(back.jTheta(i)));
      board.show(MatrixEquation.of("         =").row(back.dTheta(i)));
      double difference = back.dTheta(i).sub(gradientOfThree(i)).abs().max().toDouble();
      board.formula(
          "  one reverse sweep through L(θ" + sub(i) + ") differs by " + Board.error(difference));
    }

    board.section("What reuse saves: multiplications, for K layers of 100 units");
    List<List<String>> rows = new ArrayList<>();
    for (int k : new int[] {3, 10, 50}) {
      rows.add(
          List.of(
              "" + k,
              String.format(Locale.ROOT, "%,d", PaperNetwork.products(k, 100, false)),
              String.format(Locale.ROOT, "%,d", PaperNetwork.products(k, 100, true))));
    }
    board.table(List.of("K", "each ∂L/∂θ_i from ∂L/∂f_K again", "with ∂L/∂f_{i+1} at hand"), rows);
    board.notice(
        "Forward for L and all f_i, backward for all gradients, one row times one matrix a layer:\n"
            + "the cost of a gradient grows with K, not with K². This is Sequential.backward.");
  }
}
