package dev.chainrule.formula;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in LaTeX: theta and θ are Greek, x1, x_1 and x₁ have an index, words stand upright. */
final class LatexNames {
  private static final Pattern INDEXED =
      Pattern.compile("(?<base>.*?[^0-9_₀-₉])_*(?<index>[0-9₀-₉]+|_[^_]+)");

  private static final Set<String> GREEK =
      Set.of(
          "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
          "lambda", "mu", "nu", "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
          "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega");

  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("α", "alpha"),
          Map.entry("β", "beta"),
          Map.entry("γ", "gamma"),
          Map.entry("δ", "delta"),
          Map.entry("ε", "epsilon"),
          Map.entry("ζ", "zeta"),
          Map.entry("η", "eta"),
          Map.entry("θ", "theta"),
          Map.entry("ι", "iota"),
          Map.entry("κ", "kappa"),
          Map.entry("λ", "lambda"),
          Map.entry("μ", "mu"),
          Map.entry("ν", "nu"),
          Map.entry("ξ", "xi"),
          Map.entry("ρ", "rho"),
          Map.entry("σ", "sigma"),
          Map.entry("τ", "tau"),
          Map.entry("υ", "upsilon"),
          Map.entry("φ", "phi"),
          Map.entry("χ", "chi"),
          Map.entry("ψ", "psi"),
          Map.entry("ω", "omega"),
          Map.entry("Γ", "Gamma"),
          Map.entry("Δ", "Delta"),
          Map.entry("Θ", "Theta"),
          Map.entry("Λ", "Lambda"),
          Map.entry("Ξ", "Xi"),
          Map.entry("Π", "Pi"),
          Map.entry("Σ", "Sigma"),
          Map.entry("Φ", "Phi"),
          Map.entry("Ψ", "Psi"),
          Map.entry("Ω", "Omega"));

  private LatexNames() {}

  static String of(String name) {
    Matcher indexed = INDEXED.matcher(name);
    if (indexed.matches()) {
      String index = indexed.group("index").replace("_", "");
      return base(indexed.group("base")) + "_{" + plain(index) + "}";
    }
    return base(name);
  }

  private static String base(String name) {
    String word = LETTERS.getOrDefault(name, name);
    if (GREEK.contains(word)) {
      return "\\" + word;
    }
    if (name.chars().anyMatch(c -> c > '~' && !(c >= '₀' && c <= '₉'))) {
      return "\\text{" + plain(name) + "}"; // é is no letter of mathematics
    }
    boolean letter = name.codePointCount(0, name.length()) == 1;
    return letter ? name : "\\mathrm{" + plain(name) + "}";
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.chars()
        .map(c -> c >= '₀' && c <= '₉' ? c - '₀' + '0' : c)
        .forEach(c -> plain.append(c == '_' ? "\\_" : "" + (char) c));
    return plain.toString();
  }
}
