package dev.chainrule.nn;

import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.Params;
import dev.chainrule.param.SafeTensorsReader;
import dev.chainrule.param.SafeTensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Networks as files: the architecture as JSON in the metadata of a safetensors file. */
final class NetworkFile {
  private static final String OURS = "chainrule.";
  private static final String ARCHITECTURE = OURS + "architecture";
  private static final String TYPE = OURS + "type"; // arrays say it too, but there may be none

  private NetworkFile() {}

  static void save(Network network, Map<String, String> remarks, Path file) throws IOException {
    Map<String, String> metadata = new TreeMap<>(remarks);
    for (String key : remarks.keySet()) {
      if (key.startsWith(OURS)) {
        throw new IllegalArgumentException(
            "remarks may not begin with " + OURS + ", as " + key + " does");
      }
    }
    metadata.put(ARCHITECTURE, network.architecture().toJson());
    metadata.put(TYPE, network.params().dataType().name());
    SafeTensorsWriter.write(network.params(), metadata, file);
  }

  static Network.Saved load(Path file) throws IOException {
    try (SafeTensorsReader tensors = SafeTensorsReader.open(file)) {
      Map<String, String> metadata = new TreeMap<>(tensors.metadata());
      String json = metadata.remove(ARCHITECTURE);
      if (json == null) {
        throw new IOException(
            file
                + " has no "
                + ARCHITECTURE
                + " in its metadata, so it holds numbers but not the network they belong to;"
                + " was it written by another program?");
      }
      Architecture architecture;
      ParamLayout layout;
      try {
        architecture = Architecture.fromJson(json);
        architecture.layer().outputShape(architecture.input());
        layout = ParamLayout.of(architecture.layer().parameters(architecture.input()));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
      Params params = tensors.read(layout, type(file, metadata.get(TYPE)));
      metadata.keySet().removeIf(key -> key.startsWith(OURS));
      return new Network.Saved(
          new Network(architecture, params), Collections.unmodifiableMap(metadata)); // in order
    }
  }

  private static DataType type(Path file, @Nullable String name) throws IOException {
    if (name == null || name.equals(DataType.FLOAT.name())) {
      return DataType.FLOAT;
    }
    if (name.equals(DataType.DOUBLE.name())) {
      return DataType.DOUBLE;
    }
    throw new IOException(file + ": " + TYPE + " must be FLOAT or DOUBLE, got " + name);
  }
}
