package dev.chainrule.ex07;

import dev.chainrule.autodiff.Var;
import java.util.List;
import java.util.function.UnaryOperator;

/** The identities of the lecture, each with its gradient (or Jacobian) in closed form. */
final class Identities {
  private static final Var A =
      Var.matrix(new double[] {2, -1, 0}, new double[] {1, 3, 1}, new double[] {0, 2, -2});
  private static final Var S = A.add(A.transpose()); // symmetric
  private static final Var C =
      Var.matrix(new double[] {1, 0, 1}, new double[] {0, 2, -1}, new double[] {1, 1, 0});
  private static final Var D =
      Var.matrix(new double[] {0, 1, 1}, new double[] {1, 0, -2}, new double[] {3, 1, 0});
  private static final Var W =
      Var.matrix(new double[] {1, 2, 0}, new double[] {0, 1, 0}, new double[] {-1, 0, 3});
  private static final Var a = Var.vector(1, -2, 0.5);
  private static final Var b = Var.vector(0.5, 1, -1);
  private static final Var e = Var.vector(2, 0, 1);

  /**
   * An identity.
   *
   * @param f what is differentiated, as it is written
   * @param closed its derivative, as it is written
   * @param function the same as a program
   * @param derivative the same as a program
   * @param at where: a vector or a matrix
   */
  record Identity(
      String f,
      String closed,
      UnaryOperator<Var> function,
      UnaryOperator<Var> derivative,
      Var at) {}

  private static final Var x = Var.vector(0.3, -1.1, 0.7);
  private static final Var POSITIVE = Var.vector(0.4, 1.5, 2);
  private static final Var X =
      Var.matrix(new double[] {2, 0.5, -1}, new double[] {0.3, 1.5, 0.2}, new double[] {1, 0, 3});

  /** Of a vector x. */
  static final List<Identity> OF_VECTORS =
      List.of(
          of("a constant", "0", v -> Var.scalar(7), v -> v.mul(0)),
          of("cᵀx", "c", e::dot, v -> e),
          of("xᵀAx", "(A + Aᵀ) x", v -> v.dot(A.matmul(v)), v -> S.matmul(v)),
          of("xᵀSx, S symmetric", "2 S x", v -> v.dot(S.matmul(v)), v -> S.matmul(v).mul(2)),
          of("‖x‖²", "2x", v -> v.square().sum(), v -> v.mul(2)),
          of(
              "‖x‖⁴",
              "2‖x‖² · 2x",
              v -> v.square().sum().square(),
              v -> v.mul(v.square().sum()).mul(4)),
          of("‖x − a‖", "(x − a)/‖x − a‖", v -> v.sub(a).norm(), v -> unit(v.sub(a))),
          of(
              "‖Ax + b‖²",
              "2 Aᵀ(Ax + b)",
              v -> A.matmul(v).add(b).square().sum(),
              v -> A.transpose().matmul(A.matmul(v).add(b)).mul(2)),
          of(
              "‖Ax − b‖²",
              "2 Aᵀ(Ax − b)",
              v -> A.matmul(v).sub(b).square().sum(),
              v -> A.transpose().matmul(A.matmul(v).sub(b)).mul(2)),
          of(
              "(Ax+b)ᵀ(CDx+e)",
              "Aᵀ(CDx+e) + (CD)ᵀ(Ax+b)",
              v -> A.matmul(v).add(b).dot(C.matmul(D.matmul(v)).add(e)),
              v ->
                  A.transpose()
                      .matmul(C.matmul(D.matmul(v)).add(e))
                      .add(C.matmul(D).transpose().matmul(A.matmul(v).add(b)))),
          of(
              "(Ax−b)ᵀW(Ax−b)",
              "Aᵀ(W + Wᵀ)(Ax−b)",
              v -> A.matmul(v).sub(b).dot(W.matmul(A.matmul(v).sub(b))),
              v -> A.transpose().matmul(W.add(W.transpose()).matmul(A.matmul(v).sub(b)))));

  /** Jacobians. */
  static final List<Identity> JACOBIANS =
      List.of(
          of("Ax + b", "A", v -> A.matmul(v).add(b), v -> A),
          new Identity(
              "−log x",
              "diag(−1/x)",
              v -> v.log().neg(),
              v -> v.reciprocal().neg().diag(),
              POSITIVE),
          of(
              "tanh(Ax + b)",
              "diag(1 − y²) A",
              v -> A.matmul(v).add(b).tanh(),
              v -> A.matmul(v).add(b).tanh().square().neg().add(1).diag().matmul(A)),
          of(
              "softmax(x)",
              "diag(y) − y yᵀ",
              v -> v.softmax(0),
              v -> v.softmax(0).diag().sub(v.softmax(0).outer(v.softmax(0)))));

  /** Of a matrix X. */
  static final List<Identity> OF_MATRICES =
      List.of(
          matrix("aᵀXb", "a bᵀ", m -> a.dot(m.matmul(b)), m -> a.outer(b)),
          matrix(
              "aᵀXXᵀb",
              "(a bᵀ + b aᵀ) X",
              m -> a.dot(m.matmul(m.transpose().matmul(b))),
              m -> a.outer(b).add(b.outer(a)).matmul(m)),
          matrix("‖X‖²_F", "2X", m -> m.square().sum(), m -> m.mul(2)),
          matrix("tr(AX)", "Aᵀ", m -> A.matmul(m).trace(), m -> A.transpose()),
          matrix(
              "tr(XᵀAX)",
              "(A + Aᵀ) X",
              m -> m.transpose().matmul(A.matmul(m)).trace(),
              m -> A.add(A.transpose()).matmul(m)),
          matrix(
              "tr(X³)",
              "3 (X²)ᵀ",
              m -> m.matmul(m).matmul(m).trace(),
              m -> m.matmul(m).transpose().mul(3)),
          matrix("det X", "det X · X⁻ᵀ", Var::det, m -> m.inverse().transpose().mul(m.det())),
          matrix("log det X", "X⁻ᵀ", Var::logDet, m -> m.inverse().transpose()),
          matrix(
              "aᵀX⁻¹b",
              "−X⁻ᵀ a bᵀ X⁻ᵀ",
              m -> a.dot(m.solve(b)),
              m ->
                  m.inverse()
                      .transpose()
                      .matmul(a.outer(b))
                      .matmul(m.inverse().transpose())
                      .neg()));

  private Identities() {}

  private static Identity of(
      String f, String closed, UnaryOperator<Var> function, UnaryOperator<Var> derivative) {
    return new Identity(f, closed, function, derivative, x);
  }

  private static Identity matrix(
      String f, String closed, UnaryOperator<Var> function, UnaryOperator<Var> derivative) {
    return new Identity(f, closed, function, derivative, X);
  }

  private static Var unit(Var v) {
    return v.div(v.norm());
  }
}
