package dev.chainrule.trace;

import java.util.List;

/**
 * One equation of a trace, with its numbers.
 *
 * @param number counted from 1
 * @param layer the layer that it belongs to, counted from 0; −1 for the loss
 * @param reads the names of the values that it reads
 * @param writes the name of the value that it computes
 * @param products on the way back: what is added up, one product for each way by which the value
 *     acts on the loss; empty elsewhere
 * @param multiplications how many it took: products of two numbers of which neither is always 0 or
 *     1; evaluations of functions are not counted
 */
public record Step(
    int number,
    Phase phase,
    Kind kind,
    int layer,
    Equation equation,
    List<String> reads,
    String writes,
    List<Product> products,
    long multiplications) {
  /** Copies the lists. */
  public Step {
    reads = List.copyOf(reads);
    products = List.copyOf(products);
  }

  /** {@code 3. f₁ = σ(z₁)}. */
  @Override
  public String toString() {
    return number + ". " + equation.notation();
  }
}
