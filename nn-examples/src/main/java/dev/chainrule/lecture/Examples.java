package dev.chainrule.lecture;

import dev.chainrule.ex01.DifferenceQuotients;
import dev.chainrule.ex02.RulesOfDifferentiation;
import dev.chainrule.ex03.TaylorSeries;
import dev.chainrule.ex04.GradientAndDescent;
import dev.chainrule.ex05.Jacobians;
import dev.chainrule.ex06.ChainRule;
import dev.chainrule.ex07.GradientsOfMatrices;
import dev.chainrule.ex08.BackpropOnPaper;
import dev.chainrule.ex09.ForwardAndReverse;
import dev.chainrule.ex10.NewtonsMethod;
import dev.chainrule.ex11.HigherDerivatives;
import dev.chainrule.ex12.FisherInformation;
import dev.chainrule.example.Example;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The numbered examples, in the order of docs/lectures.md. */
public final class Examples {
  /** All of them, number 1 first. */
  public static final List<Example> ALL =
      List.of(
          new DifferenceQuotients(),
          new RulesOfDifferentiation(),
          new TaylorSeries(),
          new GradientAndDescent(),
          new Jacobians(),
          new ChainRule(),
          new GradientsOfMatrices(),
          new BackpropOnPaper(),
          new ForwardAndReverse(),
          new NewtonsMethod(),
          new HigherDerivatives(),
          new FisherInformation());

  private Examples() {}

  /** By number ({@code 8}, {@code ex08}), class ({@code BackpropOnPaper}) or entry ({@code B7}). */
  public static Optional<Example> find(String which) {
    String name = which.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(
            example ->
                name.matches("(ex)?0*" + example.number())
                    || name.equals(example.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                    || example.entries().contains(which.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}
