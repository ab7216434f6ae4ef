package dev.chainrule.trace;

import java.util.List;

/**
 * The ways by which a number acts on the loss. ∂L/∂w is the sum over all of them of the product of
 * the local derivatives on the way (C4: several paths add up).
 *
 * @param count how many there are whose product is not 0; 2⁶³ − 1 for more than can be counted
 * @param shown the largest, by the size of their product
 * @param sum that of all products, ∂L/∂w
 * @param rest that of the products which are not shown
 */
public record Paths(long count, List<Path> shown, double sum, double rest) {
  /** Copies the list. */
  public Paths {
    shown = List.copyOf(shown);
  }

  /**
   * A number on a way.
   *
   * @param name of the value
   * @param index within it
   */
  public record Node(String name, List<Long> index) {
    /** Copies the list. */
    public Node {
      index = List.copyOf(index);
    }

    /** {@code A1[0, 0]}; of a single number the name alone. */
    @Override
    public String toString() {
      return index.isEmpty() ? name : name + index;
    }
  }

  /**
   * One way.
   *
   * @param nodes from the number to L
   * @param factors the local derivatives between them, one fewer
   * @param product of the factors
   */
  public record Path(List<Node> nodes, List<Double> factors, double product) {
    /** Copies the lists. */
    public Path {
      nodes = List.copyOf(nodes);
      factors = List.copyOf(factors);
    }
  }
}
