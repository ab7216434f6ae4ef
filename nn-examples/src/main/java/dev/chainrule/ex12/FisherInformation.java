package dev.chainrule.ex12;

import dev.chainrule.activation.Tanh;
import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.curvature.Curvature;
import dev.chainrule.example.Board;
import dev.chainrule.example.Example;
import dev.chainrule.example.MatrixEquation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lengths after a map: the metric JᵀJ; and for a classifier, Fisher's information. */
public final class FisherInformation implements Example {
  private static final int CLASSES = 3;
  private static final int FEATURES = 2;
  private static final Var[] INPUTS = {
    Var.vector(1, 0.5), Var.vector(-1, 2), Var.vector(0.5, -1.5), Var.vector(2, 1)
  };
  private static final int[] LABELS = {0, 1, 2, 0};

  /** W row by row: 3 classes of 2 features. */
  public static final Var THETA = Var.vector(0.5, -0.2, -0.4, 0.3, 0.1, -0.6);

  private static final Var DELTA = Var.vector(1, -0.5, 0.2, 0.4, -0.8, 0.3);

  /** Where the sphere is looked at: 60° from the pole. */
  public static final Var POINT = Var.vector(Math.PI / 3, 0.4);

  private static final Var V = Var.vector(0.03, 0.04);

  /**
   * A squared length.
   *
   * @param mapped ‖Jv‖²
   * @param metric vᵀ(JᵀJ)v
   * @param walked ‖f(x+v) − f(x)‖², which they approximate
   */
  public record Lengths(double mapped, double metric, double walked) {}

  /**
   * Fisher's matrix in three ways.
   *
   * @param jacobian mean over inputs of Jᵀ(diag p − ppᵀ)J, J = ∂z/∂θ of the logits
   * @param expectation mean over inputs of E[∇ log p(c) ∇ log p(c)ᵀ], c drawn from p
   * @param hessian of the mean cross-entropy
   */
  public record Fisher(Var jacobian, Var expectation, Var hessian) {}

  /**
   * How far apart two classifiers are.
   *
   * @param t how far along δ
   * @param divergence mean KL(p_θ ‖ p_{θ+tδ})
   * @param quadratic ½ (tδ)ᵀ F (tδ)
   */
  public record Divergence(double t, double divergence, double quadratic) {}

  /**
   * Three matrices of second order along one direction v.
   *
   * @param direction what v is
   * @param fisher vᵀ F v
   * @param empirical the same with the given labels in place of drawn ones
   * @param hessian vᵀ ∇²L v
   */
  public record Along(String direction, double fisher, double empirical, double hessian) {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new FisherInformation(), arguments);
  }

  /** (polar angle, longitude) to a point of the unit sphere: R² → R³. */
  public static Var sphere(Var x) {
    Var polar = x.get(0);
    Var longitude = x.get(1);
    return Var.stack(
        List.of(polar.sin().mul(longitude.cos()), polar.sin().mul(longitude.sin()), polar.cos()));
  }

  /** JᵀJ of the sphere: diag(1, sin²). */
  public static Var metric() {
    Var j = Derivatives.jacobian(FisherInformation::sphere, POINT);
    return j.transpose().matmul(j);
  }

  /** A step v = (0.03, 0.04) on the sphere. */
  public static Lengths lengths() {
    Var y = Derivatives.jvp(FisherInformation::sphere, POINT, V);
    return new Lengths(
        y.square().sum().toDouble(),
        V.dot(metric().matmul(V)).toDouble(),
        sphere(POINT.add(V)).sub(sphere(POINT)).square().sum().toDouble());
  }

  private static Var logits(Var theta, Var x) {
    return theta.reshape(CLASSES, FEATURES).matmul(x);
  }

  private static Var logProbability(Var theta, Var x, int label) {
    Var z = logits(theta, x);
    return z.get(label).sub(z.logSumExp());
  }

  /** The mean cross-entropy of the four inputs. */
  public static Var loss(Var theta) {
    Var sum = Var.scalar(0);
    for (int n = 0; n < INPUTS.length; n++) {
      sum = sum.sub(logProbability(theta, INPUTS[n], LABELS[n]));
    }
    return sum.div(INPUTS.length);
  }

  /** Fisher's matrix of softmax regression, in three ways. */
  public static Fisher fisher() {
    int size = CLASSES * FEATURES;
    Var jacobian = Var.zeros(Shape.of(size, size));
    Var expectation = jacobian;
    for (Var x : INPUTS) {
      Var p = logits(THETA, x).softmax(0);
      Var j = Derivatives.jacobian(theta -> logits(theta, x), THETA);
      Var inner = p.diag().sub(p.outer(p));
      jacobian = jacobian.add(j.transpose().matmul(inner).matmul(j));
      for (int c = 0; c < CLASSES; c++) {
        int label = c;
        Var score = Derivatives.grad(theta -> logProbability(theta, x, label), THETA);
        expectation = expectation.add(score.outer(score).mul(p.get(c)));
      }
    }
    return new Fisher(
        jacobian.div(INPUTS.length),
        expectation.div(INPUTS.length),
        Derivatives.hessian(FisherInformation::loss, THETA));
  }

  /** The mean of KL(p_θ ‖ p_{θ+tδ}), beside its quadratic approximation. */
  public static List<Divergence> divergences() {
    Var f = fisher().jacobian();
    List<Divergence> divergences = new ArrayList<>();
    for (double t : new double[] {1, 0.1, 0.01}) {
      Var delta = DELTA.mul(t);
      double sum = 0;
      for (Var x : INPUTS) {
        Var before = logits(THETA, x);
        Var after = logits(THETA.add(delta), x);
        Var difference =
            before.sub(before.logSumExp()).sub(after.sub(after.logSumExp())); // of log p
        sum += before.softmax(0).dot(difference).toDouble();
      }
      divergences.add(
          new Divergence(t, sum / INPUTS.length, delta.dot(f.matmul(delta)).toDouble() / 2));
    }
    return divergences;
  }

  /** The same amount on every class's weights: it moves all logits alike. */
  public static Var alike() {
    return Var.vector(1, 2, 1, 2, 1, 2);
  }

  /** A network with a hidden layer: 2 → 3 tanh → 3 logits, 21 parameters. */
  public static Network network() {
    Layer layer = Sequential.of(Dense.of(3, new Tanh()), Dense.of(CLASSES));
    return Network.of(Shape.of(FEATURES), layer, 1);
  }

  /** What its mean cross-entropy looks like around its parameters, for inputs with these labels. */
  public static Curvature curvature(Network network, double... labels) {
    return Curvature.of(
        network, new SoftmaxCrossEntropy(), inputs(), Var.vector(labels).toINDArray());
  }

  /** The four inputs, {@code [4, 2]}. */
  public static INDArray inputs() {
    return Var.stack(List.of(INPUTS)).toINDArray();
  }

  /** Along the gradient, and along the parameter in which the loss is bent down most. */
  public static List<Along> hidden() {
    Network network = network();
    Curvature at = curvature(network, Arrays.stream(LABELS).asDoubleStream().toArray());
    double[] bends = Var.of(at.hessian().matrix()).diagonal().toArray();
    int down = 0;
    for (int i = 0; i < bends.length; i++) {
      down = bends[i] < bends[down] ? i : down;
    }
    double[] unit = new double[bends.length];
    unit[down] = 1;
    Var gradient = Var.of(at.gradient());
    return List.of(
        along(at, "∇L / ‖∇L‖", gradient.div(gradient.norm())),
        along(at, "parameter " + down + " alone", Var.vector(unit)));
  }

  private static Along along(Curvature at, String direction, Var v) {
    INDArray array = v.toINDArray();
    return new Along(
        direction,
        at.fisher().quadratic(array),
        at.empiricalFisher().quadratic(array),
        at.hessian().quadratic(array));
  }

  @Override
  public String title() {
    return "The metric tensor and Fisher's information";
  }

  @Override
  public List<String> entries() {
    return List.of("E5");
  }

  @Override
  public void show(Board board) {
    board.section("How long is a small step after a map?  ȳ = ∇f v,  ‖ȳ‖² = vᵀ (∇fᵀ∇f) v");
    board.formula("f: (polar angle, longitude) → unit sphere, at (60°, 0.4), v = (0.03, 0.04)");
    board.show(
        MatrixEquation.of("∇f =")
            .and(Derivatives.jacobian(FisherInformation::sphere, POINT))
            .and("  G = ∇fᵀ∇f =")
            .and(rounded(metric()))
            .and(" (to 12 digits)"));
    Lengths lengths = lengths();
    board.gap();
    board.formula("‖∇f v‖²          = " + Board.fixed(lengths.mapped(), 10));
    board.formula("vᵀ G v           = " + Board.fixed(lengths.metric(), 10));
    board.formula("‖f(x+v) − f(x)‖² = " + Board.fixed(lengths.walked(), 10));
    board.notice(
        "G = diag(1, sin²) measures steps where they are taken: a degree of longitude is shorter\n"
            + "near the pole. G is symmetric, and never gives a negative length.");

    board.section("The same for a classifier: logits z = W x, probabilities p = softmax(z), θ = W");
    Fisher fisher = fisher();
    board.formula("F = mean of Jᵀ (diag p − p pᵀ) J,  J = ∂z/∂θ;  3 classes, 2 features, 4 inputs");
    board.show(MatrixEquation.of("F =").and(fisher.jacobian()));
    board.gap();
    board.formula(
        "mean of E[∇log p(c) ∇log p(c)ᵀ], c drawn from p, differs by "
            + Board.error(fisher.jacobian().sub(fisher.expectation()).abs().max().toDouble()));
    board.formula(
        "the Hessian of the mean cross-entropy        differs by "
            + Board.error(fisher.jacobian().sub(fisher.hessian()).abs().max().toDouble()));
    board.notice(
        "Logits linear in θ: the Hessian is Fisher's matrix, and labels drop out of it. With\n"
            + "hidden layers the two differ, but F stays positive semidefinite.");

    board.section(
        "With a hidden layer: Curvature.of(network, new SoftmaxCrossEntropy(), x, labels)");
    List<List<String>> along = new ArrayList<>();
    for (Along at : hidden()) {
      along.add(
          List.of(
              at.direction(),
              Board.fixed(at.fisher(), 5),
              Board.fixed(at.empirical(), 5),
              Board.fixed(at.hessian(), 5)));
    }
    board.table(List.of("v", "fisher(): vᵀFv", "empiricalFisher()", "hessian(): vᵀ∇²L v"), along);
    board.notice(
        "The same 4 inputs, 2 → 3 tanh → 3 logits, 21 parameters. The three differ now; only the\n"
            + "Hessian may be negative. Each vᵀMv took one product Mv, and no 21×21 matrix.");

    board.section("What F measures: how different the answers become");
    List<List<String>> rows = new ArrayList<>();
    for (Divergence at : divergences()) {
      rows.add(
          List.of(
              Board.number(at.t()),
              Board.small(at.divergence(), 4),
              Board.small(at.quadratic(), 4),
              Board.fixed(at.quadratic() / at.divergence(), 4)));
    }
    board.table(List.of("t", "mean KL(p_θ ‖ p_{θ+tδ})", "½ tδᵀ F tδ", "ratio"), rows);
    board.gap();
    board.show(
        MatrixEquation.of("δ = (1, 2) on each class's weights, all logits alike:  δᵀFδ =")
            .and(Board.error(alike().dot(fisher.jacobian().matmul(alike())).toDouble())));
    board.notice(
        "F is the metric on the space of networks: small where a change of θ changes no answer.\n"
            + "softmax ignores what all logits share, so F is singular there.");
  }

  /** Without what rounding leaves of a 0, for the board. */
  private static Var rounded(Var v) {
    double[] numbers = v.toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.rint(numbers[i] * 1e12) / 1e12;
    }
    return Var.of(v.shape(), numbers);
  }
}
