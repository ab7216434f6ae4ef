package dev.chainrule.registry;

import java.util.Map;

/**
 * What a module offers by name: the types that a model file may speak of. Found with {@link
 * java.util.ServiceLoader}, so that a file holds names such as {@code dense}, never those of
 * classes.
 *
 * <p>To make layers of your own loadable, implement this and name the implementation in {@code
 * META-INF/services/dev.chainrule.registry.Catalog}.
 */
public interface Catalog {
  /** Layers, initialisers and so on, by the name that stands in files. */
  Map<String, Class<?>> types();
}
