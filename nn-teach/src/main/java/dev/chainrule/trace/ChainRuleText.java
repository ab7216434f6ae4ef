package dev.chainrule.trace;

import dev.chainrule.notation.Notation;
import java.util.List;

/** The chain rule as it is written: upstream · local, and what that comes to. */
final class ChainRuleText {
  private ChainRuleText() {}

  /** The sum of all products; one alone is also written as it is computed. */
  static Notation sum(List<Product> products, Draft draft, Kind kind, int batch) {
    Notation sum = null;
    for (Product product : products) {
      Notation term = upstream(product, draft).times(product.local().notation());
      sum = sum == null ? term : sum.plus(term);
    }
    Notation all = java.util.Objects.requireNonNull(sum);
    return products.size() == 1 ? asComputed(all, products.get(0), draft, kind, batch) : all;
  }

  private static Notation asComputed(
      Notation chain, Product product, Draft draft, Kind kind, int batch) {
    Local local = product.local();
    Notation dy = upstream(product, draft);
    boolean isKnown = !local.meaning().equals(local.notation());
    if (local.edge().of().equals(Draft.LOSS) && isKnown) {
      return local.meaning(); // upstream is 1
    }
    if (!isKnown) {
      return chain;
    }
    return switch (local.form()) {
      case DIAGONAL -> chain.equal(dy.hadamard(local.meaning()));
      case MATRIX -> chain.equal(dy.times(local.meaning()));
      case KRONECKER ->
          local instanceof KroneckerLocal of
              ? chain.equal(transposed(dy).then(" ", " ").then(of.f().notation()))
              : chain;
      case IDENTITY -> {
        boolean isSummed = kind == Kind.PARAMETER_DERIVATIVE && batch > 1;
        yield chain.equal(isSummed ? new Notation("Σ ", "\\sum ").then(dy) : dy);
      }
      case FULL, GRADIENT -> chain;
    };
  }

  private static Notation upstream(Product product, Draft draft) {
    return draft.value(product.upstream()).notation();
  }

  private static Notation transposed(Notation x) {
    return x.inParentheses().then("ᵀ", "^\\top");
  }
}
