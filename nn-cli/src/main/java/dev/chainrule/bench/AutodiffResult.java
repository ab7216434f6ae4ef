package dev.chainrule.bench;

import java.util.List;

/**
 * What derivatives cost, in double.
 *
 * @param derivatives of functions of many numbers
 * @param chains of one thing after another
 * @param sums what an operation costs, by how many numbers it has
 * @param products what a product costs, by its size
 */
public record AutodiffResult(
    List<Derivative> derivatives, List<Single> chains, List<Sum> sums, List<Square> products) {
  /**
   * A function beside its derivatives.
   *
   * @param name for people
   * @param valueUs evaluating f
   * @param gradientUs evaluating ∇f
   * @param hessianVectorUs evaluating the Hessian times a vector
   */
  public record Derivative(
      String name, Spread valueUs, Spread gradientUs, Spread hessianVectorUs) {}

  /**
   * Something by itself.
   *
   * @param name for people
   * @param us its time
   */
  public record Single(String name, Spread us) {}

  /**
   * x + z.
   *
   * @param n of so many numbers
   * @param varUs of two {@code Var}
   * @param nd4jUs of two ND4J arrays
   */
  public record Sum(int n, Spread varUs, Spread nd4jUs) {}

  /**
   * StepProducts of square matrices.
   *
   * @param n rows and columns
   * @param abUs A B
   * @param abtUs A Bᵀ
   * @param gradientUs Aᵀ B, in the gradient of A B
   */
  public record Square(int n, Spread abUs, Spread abtUs, Spread gradientUs) {}
}
