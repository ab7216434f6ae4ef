package dev.chainrule.bench;

/**
 * A row-major matrix of floats that a product reads or writes.
 *
 * @param name one name, one memory
 * @param rows how many
 * @param columns how many
 */
record Matrix(String name, int rows, int columns) {
  int size() {
    return Math.multiplyExact(rows, columns);
  }
}
