package dev.chainrule.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chainrule.dataset.Dataset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the command line writes beside a network: what it was trained on, and its classes' names.
 */
final class ModelMetadata {
  static final String DATA = "data";
  static final String LOSS = "loss";
  private static final String CLASSES = "classes";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelMetadata() {}

  /**
   * What to remember: the words about data, and the loss and the classes.
   *
   * @param data from {@link TrainingData#remarksOf}
   */
  static Map<String, String> of(Map<String, String> data, Dataset set, String loss) {
    try {
      Map<String, String> remarks = new TreeMap<>(data);
      List<String> names =
          IntStream.range(0, set.classes().orElse(0)).mapToObj(set::className).toList();
      remarks.put(LOSS, loss);
      remarks.put(CLASSES, JSON.writeValueAsString(names));
      return remarks;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The classes' names; numbers where none were written. */
  static List<String> classes(Map<String, String> remarks, long count) {
    try {
      List<String> names =
          JSON.readValue(remarks.getOrDefault(CLASSES, "[]"), new TypeReference<>() {});
      if (names.size() == count) {
        return names;
      }
    } catch (JsonProcessingException e) {
      // a remark of somebody else's; numbers do
    }
    return IntStream.range(0, (int) count).mapToObj(Integer::toString).toList();
  }
}
