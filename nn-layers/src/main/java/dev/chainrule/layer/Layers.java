package dev.chainrule.layer;

import dev.chainrule.activation.Activations;
import dev.chainrule.activation.Tanh;
import dev.chainrule.init.Initializers;
import dev.chainrule.nn.Catalog;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Table;
import java.util.HashMap;
import java.util.Map;

/** The layers by name. To add one: its file, and its line here. */
public final class Layers implements Catalog {
  /** Every layer that is not an activation, as an example on which the laws run. */
  public static final Table<Layer> TABLE =
      Table.<Layer>of("layer")
          .with("dense", Dense.of(3, new Tanh()))
          .with("dropout", new Dropout(0.5))
          .with("flatten", new Flatten());

  /** For {@link java.util.ServiceLoader}. */
  public Layers() {}

  @Override
  public Map<String, Class<?>> types() {
    Map<String, Class<?>> types = new HashMap<>();
    TABLE.asMap().forEach((name, layer) -> types.put(name, layer.getClass()));
    Activations.TABLE.asMap().forEach((name, member) -> types.put(name, member.getClass()));
    Initializers.TABLE.asMap().forEach((name, member) -> types.put(name, member.getClass()));
    return types;
  }
}
