package dev.chainrule.web.browser;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The controls that were ever on the page, and those that were used. Controls of one kind count as
 * one: the weights of a network, the steps of a walk.
 */
final class Controls {
  private static final Pattern KIND =
      Pattern.compile(
          "(all-value|value|weight|unit|array|lecture|path|grid|select-index|step(?=-\\d)|expand)-.+");

  private final Set<String> there = new TreeSet<>();
  private final Set<String> used = new TreeSet<>();
  private final Set<String> nameless = new TreeSet<>();

  private final Set<Class<?>> tests = new LinkedHashSet<>();

  /** Says that a class's tests use controls. */
  void by(Class<?> test) {
    tests.add(test);
  }

  /** Which classes did. */
  Set<Class<?>> tests() {
    return tests;
  }

  void add(Map<?, ?> watched) {
    addKinds(watched.get("there"), there);
    addKinds(watched.get("used"), used);
    if (watched.get("nameless") instanceof Iterable<?> elements) {
      elements.forEach(element -> nameless.add(String.valueOf(element)));
    }
  }

  /** Those that nobody used. */
  Set<String> unused() {
    Set<String> unused = new TreeSet<>(there);
    unused.removeAll(used);
    return unused;
  }

  /** All that were there. */
  Set<String> all() {
    return there;
  }

  /** Those that no test can name. */
  Set<String> nameless() {
    return nameless;
  }

  private static void addKinds(Object names, Set<String> kinds) {
    if (names instanceof Iterable<?> all) {
      all.forEach(name -> kinds.add(KIND.matcher(String.valueOf(name)).replaceFirst("$1")));
    }
  }
}
