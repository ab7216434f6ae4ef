package dev.chainrule.cli;

import dev.chainrule.io.AtomicFile;
import dev.chainrule.io.AtomicFiles;
import dev.chainrule.nn.Network;
import dev.chainrule.train.Epoch;
import dev.chainrule.train.History;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * What a training run leaves behind: {@code model.safetensors}, {@code history.csv}, {@code
 * config.json} and {@code curves.png}.
 *
 * @param folder where
 */
record RunFolder(Path folder) {
  private static final String MODEL = "model.safetensors";
  private static final String HISTORY = "history.csv";
  private static final String CONFIG = "config.json";
  private static final String CURVES = "curves.png";

  /** Makes the folder, so that a run does not find out at its end that it cannot. */
  static RunFolder create(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          folder
              + " cannot be made"
              + (Files.exists(folder) ? ", for it is a file" : "")
              + "; choose another folder with --out",
          e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(folder + " cannot be written to; choose another folder with --out");
    }
    RunFolder run = new RunFolder(folder);
    for (String name : List.of(MODEL, HISTORY, CONFIG, CURVES)) {
      if (Files.isDirectory(folder.resolve(name))) {
        throw new IOException(
            folder.resolve(name) + " is a folder, where a file is to be; choose another --out");
      }
    }
    return run;
  }

  Path model() {
    return folder.resolve(MODEL);
  }

  /** The files beside the model that are there. */
  List<String> others() {
    return Stream.of(HISTORY, CURVES, CONFIG)
        .filter(name -> Files.exists(folder.resolve(name)))
        .toList();
  }

  /** Whether a run has left files here. */
  boolean hasRun() {
    return !present().isEmpty();
  }

  /** The files of a run that are there. */
  List<String> present() {
    return Stream.concat(
            Stream.of(MODEL).filter(name -> Files.exists(folder.resolve(name))), others().stream())
        .toList();
  }

  /** Writes the network: first of all, so that nothing that goes wrong later can lose it. */
  void writeModel(Network network, Map<String, String> remarks) throws IOException {
    network.save(model(), remarks);
  }

  /**
   * Writes how it went: each file for itself, so that what is wrong with one does not cost another.
   *
   * @throws IOException if one cannot be written, once all were tried
   */
  void writeHistory(History history, JsonObject config, String heldOut) throws IOException {
    IOException first = null;
    first = attempt(CONFIG, () -> writeConfig(config), first);
    first = attempt(HISTORY, () -> writeTable(history, heldOut), first);
    first = attempt(CURVES, () -> writeCurves(history, heldOut), first);
    if (first != null) {
      throw first;
    }
  }

  /** Writes how it was set, and what came of it. */
  void writeConfig(JsonObject config) throws IOException {
    AtomicFile.writeString(folder.resolve(CONFIG), config.toPrettyString());
  }

  private interface Writing {
    void run() throws IOException;
  }

  private @Nullable IOException attempt(String name, Writing work, @Nullable IOException first) {
    try {
      work.run();
      return first;
    } catch (IOException | RuntimeException | Error e) {
      String file = folder.resolve(name).toString();
      String said = Sentences.of(e);
      IOException named =
          new IOException(said.contains(file) ? said : file + " could not be written: " + said, e);
      if (first == null) {
        return named;
      }
      first.addSuppressed(named);
      return first;
    }
  }

  private void writeTable(History history, String heldOut) throws IOException {
    AtomicFile.write(folder.resolve(HISTORY), out -> writeTable(history, heldOut, out));
  }

  private void writeCurves(History history, String heldOut) throws IOException {
    try (AtomicFiles files = new AtomicFiles()) {
      Curves.write(history, heldOut, folder.resolve(CURVES), files);
      files.commit();
    }
  }

  private static void writeTable(History history, String heldOut, OutputStream out)
      throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(
                "epoch",
                "steps",
                "train_loss",
                "train_accuracy",
                heldOut + "_loss",
                heldOut + "_accuracy",
                "seconds",
                "samples_per_second")
            .setRecordSeparator('\n')
            .get();
    try (Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CSVPrinter csv = new CSVPrinter(text, format)) {
      for (Epoch e : history.epochs()) {
        csv.printRecord(
            e.number(),
            e.steps(),
            e.loss(),
            cell(e.accuracy()),
            cell(e.validationLoss()),
            cell(e.validationAccuracy()),
            e.seconds(),
            e.samplesPerSecond());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
