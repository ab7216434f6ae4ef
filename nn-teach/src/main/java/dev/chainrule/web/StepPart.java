package dev.chainrule.web;

import dev.chainrule.trace.Equation;
import dev.chainrule.trace.Local;
import dev.chainrule.trace.Product;
import dev.chainrule.trace.Step;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step of a trace.
 *
 * @param kind by which a page finds its words
 * @param product the first of the products; null if there is none
 * @param products what is added up
 */
record StepPart(
    int number,
    String phase,
    String kind,
    int layer,
    EquationPart equation,
    List<String> reads,
    String writes,
    long multiplications,
    @Nullable ProductPart product,
    List<ProductPart> products) {
  /** What is computed, in two scripts. */
  record EquationPart(String text, String latex, List<String> lectures) {
    static EquationPart of(Equation equation) {
      return new EquationPart(
          equation.notation().text(), equation.notation().latex(), equation.lectures());
    }
  }

  /** Upstream · local = result. */
  record ProductPart(String upstream, String result, LocalPart local) {}

  /**
   * A local derivative, without its numbers.
   *
   * @param about what it is: {@code I ⊗ f₁ᵀ}
   * @param samples for how many samples of the batch there is one
   */
  record LocalPart(
      String text,
      String latex,
      String form,
      long rows,
      long columns,
      String about,
      String aboutLatex,
      int samples) {
    static LocalPart of(Local local) {
      return new LocalPart(
          local.notation().text(),
          local.notation().latex(),
          local.form().name().toLowerCase(Locale.ROOT),
          local.rows(),
          local.columns(),
          local.meaning().text(),
          local.meaning().latex(),
          local.samples());
    }
  }

  static StepPart of(Step step) {
    List<ProductPart> products =
        step.products().stream().map(product -> product(product, step)).toList();
    return new StepPart(
        step.number(),
        step.phase().name().toLowerCase(Locale.ROOT),
        step.kind().name().toLowerCase(Locale.ROOT),
        step.layer(),
        EquationPart.of(step.equation()),
        step.reads(),
        step.writes(),
        step.multiplications(),
        products.isEmpty() ? null : products.get(0),
        products);
  }

  private static ProductPart product(Product product, Step step) {
    return new ProductPart(product.upstream(), step.writes(), LocalPart.of(product.local()));
  }
}
