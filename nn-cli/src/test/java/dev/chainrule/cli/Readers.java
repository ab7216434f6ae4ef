package dev.chainrule.cli;

import com.sun.management.ThreadMXBean;
import dev.chainrule.data.Digest;
import dev.chainrule.data.Idx;
import dev.chainrule.formula.Bindings;
import dev.chainrule.formula.FormulaException;
import dev.chainrule.io.ReadBudget;
import dev.chainrule.nn.Architecture;
import dev.chainrule.nn.Network;
import dev.chainrule.param.SafeTensorsReader;
import dev.chainrule.stepper.Key;
import dev.chainrule.stepper.Log;
import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.ScenarioException;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;

/** Every reader of what others wrote, and what each may throw. */
final class Readers {
  /** What a reader may allocate and drop again, beside what it holds: tables, messages, traces. */
  private static final long PASSING = 16L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Readers() {}

  /** Reads a file. */
  interface Reading {
    void read(Path file, byte[] bytes) throws Exception;
  }

  /**
   * A reader.
   *
   * @param refusals what it may throw at wrong input
   * @param isOfFiles whether it looks into the file, or is content with its bytes
   */
  record Reader(Reading reading, boolean isOfFiles, List<Class<? extends Exception>> refusals) {}

  /** The readers by name. */
  static Map<String, Reader> all() {
    Map<String, Reader> all = new TreeMap<>();
    List<Class<? extends Exception>> io = List.of(IOException.class);
    all.put(
        "safetensors",
        new Reader(
            (file, bytes) -> {
              try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
                reader.metadata();
              }
            },
            true,
            io));
    all.put("network", new Reader((file, bytes) -> Network.load(file), true, io));
    all.put("remarks", new Reader((file, bytes) -> remarks(file), true, io));
    all.put(
        "architecture",
        new Reader(
            (file, bytes) -> Architecture.fromJson(text(bytes)),
            false,
            List.of(IllegalArgumentException.class)));
    all.put("idx", new Reader((file, bytes) -> Idx.read(file), true, io));
    all.put("idx first", new Reader((file, bytes) -> Idx.readFirst(file, 2), true, io));
    all.put("idx mapped", new Reader((file, bytes) -> Idx.map(file), true, io));
    Digest digest = new Digest(Digest.Of.CONTENT, "0".repeat(64), 1000);
    all.put("digest", new Reader((file, bytes) -> digest.check(file), true, io));
    all.put(
        "picture",
        new Reader(
            (file, bytes) -> Pictures.read(file, Shape.of(784), Optional.empty(), 2),
            true,
            List.of(IOException.class, ShapeException.class)));
    List<Class<? extends Exception>> scenario = List.of(ScenarioException.class);
    all.put(
        "table",
        new Reader(
            (file, bytes) -> Scenario.of(Map.of("data", "csv", "csv", text(bytes))),
            false,
            scenario));
    all.put("address", new Reader((file, bytes) -> Scenario.parse(text(bytes)), false, scenario));
    all.put("log", new Reader((file, bytes) -> Log.parse(text(bytes)), false, scenario));
    all.put("key", new Reader((file, bytes) -> Key.named(text(bytes)), false, scenario));
    all.put(
        "formula",
        new Reader(
            (file, bytes) -> Bindings.parse(text(bytes).split(";", -1)),
            false,
            List.of(FormulaException.class)));
    return all;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void remarks(Path file) throws IOException {
    Map<String, String> remarks = Map.of();
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      remarks = reader.metadata();
    }
    if (remarks.containsKey(ModelMetadata.DATA)) {
      new TrainingData(file, remarks).fill(new DataOptions());
    }
    ModelMetadata.classes(remarks, 2);
  }

  /**
   * Reads an input, and looks at what is thrown and allocated.
   *
   * @return what is wrong with that, or an empty string
   */
  static String verdict(Reader reader, Path file, byte[] bytes) throws IOException {
    if (reader.isOfFiles()) {
      Files.write(file, bytes);
    }
    long heap = THREADS.getCurrentThreadAllocatedBytes();
    long other = Pointer.totalBytes();
    Throwable thrown = null;
    try {
      reader.reading().read(file, bytes);
    } catch (Exception | Error e) {
      thrown = e;
    }
    heap = THREADS.getCurrentThreadAllocatedBytes() - heap;
    other = Math.max(0, Pointer.totalBytes() - other);
    if (thrown != null) {
      Throwable it = thrown;
      if (reader.refusals().stream().noneMatch(type -> type.isInstance(it))
          || String.valueOf(it.getMessage()).isBlank()) {
        return "throws " + it + " at " + List.of(it.getStackTrace()).stream().limit(4).toList();
      }
    }
    long most = ReadBudget.of("", bytes.length).limit() + PASSING;
    return heap + other > most
        ? "allocates %,d + %,d bytes for %,d, more than %,d"
            .formatted(heap, other, bytes.length, most)
        : "";
  }
}
