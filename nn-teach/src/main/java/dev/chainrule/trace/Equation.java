package dev.chainrule.trace;

import dev.chainrule.notation.Notation;
import java.util.List;

/**
 * What a step computes.
 *
 * @param notation in symbols: {@code z₁ = A₀ f₀ + b₀}
 * @param lectures the entries of the lecture that it is an instance of: {@code B2}
 */
public record Equation(Notation notation, List<String> lectures) {
  /** Copies the list. */
  public Equation {
    lectures = List.copyOf(lectures);
  }
}
