package dev.chainrule.nn;

import dev.chainrule.io.ReadBudget;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.Params;
import dev.chainrule.param.SafeTensorsReader;
import dev.chainrule.param.SafeTensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Networks as files: the architecture as JSON in the metadata of a safetensors file. */
final class NetworkFile {
  private static final int COPIES = 4; // of a layer's output: itself, in double, for the caller …
  private static final int LAYER_BYTES =
      2048; // of the objects of a layer, its place and its buffers
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
      DataType type = type(file, metadata.get(TYPE));
      takeForOneRow(Summary.of(architecture.input(), architecture.layer(), type), file);
      Params params = tensors.read(layout, type);
      metadata.keySet().removeIf(key -> key.startsWith(OURS));
      return new Network.Saved(new Network(architecture, params), Map.copyOf(metadata));
    }
  }

  /**
   * Refuses a network whose layers would take memory out of proportion to the file as soon as it
   * predicts: parameters stand in the file, but an activation has none and may be of any width.
   */
  private static void takeForOneRow(Summary summary, Path file) throws IOException {
    ReadBudget budget = ReadBudget.of(file);
    long each = (long) COPIES * summary.bytesPerNumber();
    budget.take(summary.input().size(), each, "an input of shape " + summary.input());
    for (Summary.Row row : summary.rows()) {
      budget.take(LAYER_BYTES, "the layers that it has");
      budget.take(row.output().size(), each, "what its layers compute of one input");
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
