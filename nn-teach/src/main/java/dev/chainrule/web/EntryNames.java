package dev.chainrule.web;

import dev.chainrule.trace.Paths;
import dev.chainrule.trace.Trace;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How single numbers are called: {@code A1[0,1]}, and on the page A₁[0, 1]. */
final class EntryNames {
  static final int LONGEST = 40; // characters of a name

  private EntryNames() {}

  /** {@code A1[0,1]}; of a single number the name alone. */
  static String of(String name, long[] index) {
    String places = Arrays.stream(index).mapToObj(Long::toString).collect(Collectors.joining(","));
    return index.length == 0 ? name : name + "[" + places + "]";
  }

  /** The same of a node. */
  static String of(Paths.Node node) {
    return of(node.name(), index(node));
  }

  /** A₁[0, 1]. */
  static String text(Trace trace, Paths.Node node) {
    String name = trace.value(node.name()).notation().text();
    return node.index().isEmpty() ? name : name + node.index();
  }

  static long[] index(Paths.Node node) {
    return node.index().stream().mapToLong(Long::longValue).toArray();
  }
}
