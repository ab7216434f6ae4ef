package dev.chainrule.curvature;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of a batch as a function of a network's P parameters, around where they are: its
 * gradient, and the matrices of second order, which are known by their products and are made in
 * full only when asked for.
 *
 * <p>With predictions p_i = f(x_i; θ), their Jacobians J_i = ∂p_i/∂θ, the loss ℓ_i of row i and the
 * factor c of {@link Loss#scale}:
 *
 * <pre>
 *   loss             L = c Σ ℓ_i
 *   gradient         c Σ ∇ℓ_i                        where ∇ℓ_i = J_iᵀ ∂ℓ_i/∂p_i
 *   hessian          c Σ ∇²ℓ_i
 *   gaussNewton      c Σ J_iᵀ (∂²ℓ_i/∂p_i²) J_i
 *   fisher           c Σ E_t[∇ℓ_i ∇ℓ_iᵀ]             where t is drawn as p_i predicts
 *   empiricalFisher  c Σ ∇ℓ_i ∇ℓ_iᵀ                  with the targets given
 *   metric             Σ J_iᵀ J_i
 * </pre>
 *
 * <p>All but the Hessian are Jᵀ B J, and differ in B alone: a product goes forward through the
 * network, past B, and back.
 *
 * <pre>{@code
 * Curvature at = Curvature.of(network, new SoftmaxCrossEntropy(), x, labels);
 * INDArray gradient = at.gradient();                     // [P], the order of network.params()
 * INDArray hv = at.hessian().times(gradient);            // [P], without the matrix
 * INDArray fisher = at.fisher().matrix();                // [P, P]
 * }</pre>
 *
 * <p>Computed in double on copies, of a network that predicts: dropout drops nothing. What changes
 * later, the parameters or the batch, is not seen. For one thread at a time.
 *
 * <p>See Martens, <i>New insights and perspectives on the natural gradient method</i>, 2020.
 */
public final class Curvature {
  /** How many bytes an array may take unless it is said otherwise: 1 GiB. */
  public static final long DEFAULT_LIMIT = 1L << 30;

  private final Network network;
  private final Loss loss;
  private final INDArray x;
  private final Var targets;
  private final double value;
  private final double scale; // c
  private final PredictionGraph formula;
  private final Var total; // L, from θ
  private final Jacobian jacobian;
  private @Nullable Var gradient; // ∇L, from θ; made when first asked for

  private Curvature(Network network, Loss loss, INDArray x, INDArray targets) {
    this.network = network;
    this.loss = loss;
    this.x = x;
    value = pass().loss(loss, targets); // and checks that all fit together
    formula = PredictionGraph.of(network, x);
    scale = loss.scale(formula.p().shape().dim(0), formula.p().shape().dim(1));
    Var given = Var.over(targets);
    this.targets = given.reshape(loss.targetShape(formula.p().shape(), given.shape()));
    total = loss.total(formula.p(), this.targets);
    jacobian = new Jacobian(formula, this::pass);
  }

  /**
   * Around a network's parameters, for a batch.
   *
   * @param x {@code [n, input…]}; copied
   * @param targets {@code [n, k]}, or {@code [n]} indices of classes, or {@code [n]} where k is 1;
   *     copied
   * @throws dev.chainrule.tensor.ShapeException if they do not fit the network
   * @throws IllegalArgumentException if the network has no parameters
   */
  public static Curvature of(Network network, Loss loss, INDArray x, INDArray targets) {
    if (network.params().layout().size() == 0) {
      throw new IllegalArgumentException(
          "the network has no parameters, so there is nothing to differentiate by");
    }
    return new Curvature(network.as(DataType.DOUBLE), loss, Doubles.copy(x), Doubles.copy(targets));
  }

  /** L. */
  public double loss() {
    return value;
  }

  /** ∇L, {@code [P]}. */
  public INDArray gradient() {
    return gradientFormula().toINDArray();
  }

  /**
   * The gradient of each sample's loss as if it were a batch of one, {@code [n, P]}: where the loss
   * is a mean over the batch, the mean of the rows is ∇L. In one sweep back; what each layer does
   * for it is {@link dev.chainrule.nn.Layer#backwardPerSample}.
   *
   * @throws IllegalArgumentException if it takes more than {@link #DEFAULT_LIMIT}
   */
  public INDArray sampleGradients() {
    return sampleGradients(DEFAULT_LIMIT);
  }

  /**
   * The same.
   *
   * @param limit how many bytes it may take
   */
  public INDArray sampleGradients(long limit) {
    Shape p = formula.p().shape();
    Shape all = Shape.of(p.dim(0), formula.size());
    ArrayBudget.check(
        "the gradients of all samples are", all, limit, "Take fewer samples at once.");
    Var alone = slopes().mul(loss.scale(1, p.dim(1)));
    return pass().backwardPerSample(alone.toINDArray());
  }

  /** J = ∂p/∂θ, the derivative of all predictions by all parameters. */
  public Jacobian jacobian() {
    return jacobian;
  }

  /**
   * ∇²L. A product is the derivative of the gradient along v: forward mode through the formula of
   * the reverse sweep, about two gradients' work. It need not be positive semidefinite.
   */
  public SymmetricMatrix hessian() {
    Var slopes = gradientFormula();
    return matrix("the Hessian", "hessian()", v -> formula.along(v, slopes));
  }

  /**
   * The generalised Gauss–Newton matrix, the Hessian of the loss with the network replaced by its
   * tangent: B is ∂²L/∂p². Positive semidefinite where the loss is convex in p, as ours are.
   */
  public SymmetricMatrix gaussNewton() {
    return pulledBack("the Gauss–Newton matrix", "gaussNewton()", curvatureOfLoss());
  }

  /**
   * The Fisher information matrix: how fast the distributions that the network predicts change with
   * θ, c Σ KL(p_i(θ) ‖ p_i(θ + δ)) ≈ ½ δᵀFδ. Targets are drawn from the predictions, e^(−ℓ) being
   * their probability; those of the batch play no part. In natural parameters, E[∂ℓ/∂p ∂ℓ/∂pᵀ] =
   * ∂²ℓ/∂p², so that it is the Gauss–Newton matrix.
   *
   * @throws IllegalStateException if the loss is no {@link Loss#isLogLikelihood log-likelihood}
   */
  public SymmetricMatrix fisher() {
    if (!loss.isLogLikelihood()) {
      throw new IllegalStateException(
          loss.name()
              + " is not declared a log-likelihood, so the predictions give targets no"
              + " probabilities, and there is no Fisher matrix. gaussNewton() and empiricalFisher()"
              + " are there for every loss.");
    }
    return pulledBack("the Fisher matrix", "fisher()", curvatureOfLoss());
  }

  /**
   * What the Fisher matrix becomes with the targets of the batch in place of drawn ones: B_i is c
   * ∂ℓ_i/∂p_i ∂ℓ_i/∂p_iᵀ. Not the Fisher matrix, even on average, unless the targets come as the
   * network predicts them (Kunstner, Balles &amp; Hennig 2019).
   */
  public SymmetricMatrix empiricalFisher() {
    Var slopes = slopes();
    long k = slopes.shape().dim(1);
    return pulledBack(
        "the empirical Fisher matrix",
        "empiricalFisher()",
        u -> slopes.mul(slopes.mul(u).sum(1).mul(scale).expand(1, k)));
  }

  /**
   * The metric that the predictions have of θ: vᵀ(JᵀJ)v = ‖Jv‖² is how far all of them move, in
   * Euclid's sense, when θ moves along v. B is the identity; nothing is averaged.
   */
  public SymmetricMatrix metric() {
    return pulledBack("the metric", "metric()", u -> u);
  }

  /** Jᵀ B J. */
  private SymmetricMatrix pulledBack(String name, String call, UnaryOperator<Var> b) {
    return matrix(name, call, v -> jacobian.back(b.apply(jacobian.along(v))));
  }

  private SymmetricMatrix matrix(String name, String call, Function<INDArray, Var> product) {
    return new SymmetricMatrix(name, call, formula.size(), v -> product.apply(v).toINDArray());
  }

  /** ∇L as a formula in θ. */
  private Var gradientFormula() {
    if (gradient == null) {
      gradient = formula.gradient(total, Var.scalar(1));
    }
    return gradient;
  }

  /** ∂ℓ_i/∂p_i of every row, {@code [n, k]}. */
  private Var slopes() {
    Var p = formula.p().detach();
    return loss.define(p, targets).sum().backward(Var.scalar(1), List.of(p)).of(p);
  }

  /** u ↦ ∂²L/∂p² u, the derivative of ∂L/∂p along u. */
  private UnaryOperator<Var> curvatureOfLoss() {
    Var p = formula.p().detach();
    Var slopes = loss.total(p, targets).backward(Var.scalar(1), List.of(p)).of(p);
    return u -> slopes.pushforward(Map.of(p, u));
  }

  /** A way through the network, gone forward. */
  private Pass pass() {
    Pass pass = network.inferencePass();
    pass.forward(x);
    return pass;
  }
}
