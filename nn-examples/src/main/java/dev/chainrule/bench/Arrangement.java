package dev.chainrule.bench;

/** How a matrix product is given to threads. */
enum Arrangement {
  /** All of it on one thread. */
  WHOLE,
  /** Each thread has some rows of the result. */
  ROWS,
  /** Each thread has some columns of the result. */
  COLUMNS;

  /** What this arrangement splits, in numbers; 1 where it splits nothing. */
  int length(Product product) {
    return switch (this) {
      case WHOLE -> 1;
      case ROWS -> product.m();
      case COLUMNS -> product.n();
    };
  }
}
