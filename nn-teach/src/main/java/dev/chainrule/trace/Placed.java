package dev.chainrule.trace;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A link with its names.
 *
 * @param layer counted from 0
 * @param input the name of what it reads
 * @param output the name of what it computes
 * @param parameters the names of its parameters' values, by what the layer calls them
 */
record Placed(Link link, int layer, String input, String output, Map<String, String> parameters) {

  /** The affine maps of a chain by their paths. */
  static Map<String, Placed> affine(List<Placed> chain) {
    return byPath(chain, true);
  }

  /** All other links by theirs: a dense layer's activation has a path of its own. */
  static Map<String, Placed> others(List<Placed> chain) {
    return byPath(chain, false);
  }

  private static Map<String, Placed> byPath(List<Placed> chain, boolean isAffine) {
    return chain.stream()
        .filter(placed -> placed.link() instanceof Link.Affine == isAffine)
        .collect(Collectors.toMap(placed -> placed.link().path(), placed -> placed, (a, b) -> b));
  }
}
