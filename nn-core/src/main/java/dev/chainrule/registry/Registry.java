package dev.chainrule.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The members of a family by name: the activations, the losses, the optimizers … One line adds one,
 * and with it its place in the command line, in model files and in the laws.
 *
 * @param <T> what the members are
 */
public final class Registry<T> {
  private final String kind;
  private final Map<String, T> members;

  private Registry(String kind, Map<String, T> members) {
    this.kind = kind;
    this.members = members;
  }

  /** An empty table of things that messages call {@code kind}. */
  public static <T> Registry<T> of(String kind) {
    return new Registry<>(kind, Map.of());
  }

  /**
   * This table and one more member.
   *
   * @param member also an example of its class, on which the laws run
   * @throws IllegalArgumentException if the name is taken
   */
  public Registry<T> with(String name, T member) {
    Map<String, T> more = new LinkedHashMap<>(members);
    if (more.put(name, member) != null) {
      throw new IllegalArgumentException("two " + kind + "s are called " + name);
    }
    return new Registry<>(kind, Collections.unmodifiableMap(more));
  }

  /**
   * The member of this name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public T get(String name) {
    T member = members.get(name);
    if (member == null) {
      throw new IllegalArgumentException(
          "no " + kind + " is called " + name + "; there are " + String.join(", ", names()));
    }
    return member;
  }

  /** The names, in order. */
  public Set<String> names() {
    return members.keySet();
  }

  /** The members, in order. */
  public Collection<T> members() {
    return members.values();
  }

  /** The members by name, in order. */
  public Map<String, T> asMap() {
    return members;
  }
}
