package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.data.ArchiveStore;
import dev.chainrule.data.DataDirectories;
import dev.chainrule.data.DownloadProgress;
import dev.chainrule.data.Idx;
import dev.chainrule.data.ImageArchive;
import dev.chainrule.nn.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that once made the program take gigabytes. */
final class HostileFilesTest {
  private static final String FLATTEN = "{\"type\":\"flatten\"}";

  @TempDir Path folder;

  private static byte[] header(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private static byte[] model(String architecture) {
    return header(
        "{\"__metadata__\":{\"chainrule.architecture\":\"%s\",\"chainrule.type\":\"FLOAT\"}}"
            .formatted(architecture.replace("\"", "\\\"")));
  }

  private static String repeated(int count, IntFunction<String> part) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(","));
  }

  private static byte[] of(String name) throws IOException {
    return switch (name) {
      case "network: wide" -> model("{\"input\":[400000000],\"layer\":" + FLATTEN + "}");
      case "network: wide in product" ->
          model("{\"input\":[20000,20000],\"layer\":" + FLATTEN + "}");
      case "network: many layers" ->
          model(
              "{\"input\":[1000],\"layer\":{\"type\":\"sequential\",\"layers\":[%s]}}"
                  .formatted(repeated(50_000, i -> FLATTEN)));
      case "network: deep" ->
          model(
              "{\"input\":[2],\"layer\":%s%s%s}"
                  .formatted(
                      "{\"type\":\"sequential\",\"layers\":[".repeat(5000),
                      FLATTEN,
                      "]}".repeat(5000)));
      case "network: weights that are not there" ->
          model("{\"input\":[100000],\"layer\":{\"type\":\"dense\",\"out\":100000}}");
      case "safetensors: remarks without end" ->
          header("{\"__metadata__\":{" + repeated(600_000, i -> "\"" + i + "\":\"\"") + "}}");
      case "safetensors: arrays without end" ->
          header(
              "{"
                  + repeated(
                      100_000,
                      i -> "\"" + i + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}")
                  + "}");
      case "safetensors: a long shape" ->
          header(
              "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4],\"shape\":["
                  + repeated(1_000_000, i -> "1")
                  + "]}}");
      case "idx: unpacks to much" -> gzip(1 << 18, 1 << 10);
      case "idx first: one long row" -> gzip(1, 1 << 28);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Says that it has these many rows, and begins with some zeros. */
  private static byte[] gzip(int rows, int columns) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(ByteBuffer.allocate(12).putInt(0x802).putInt(rows).putInt(columns).array());
      byte[] zeros = new byte[1 << 16];
      for (int i = 0; i < 1 << 12; i++) {
        zip.write(zeros);
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network: wide",
        "network: wide in product",
        "network: many layers",
        "network: deep",
        "network: weights that are not there",
        "safetensors: remarks without end",
        "safetensors: arrays without end",
        "safetensors: a long shape",
        "idx: unpacks to much",
        "idx first: one long row"
      })
  void takesNoMoreThanItsBudget(String name) throws IOException {
    Readers.Reader reader = Readers.all().get(name.substring(0, name.indexOf(':')));
    Path file = folder.resolve("hostile");
    byte[] bytes = of(name);
    Readers.verdict(reader, file, new byte[10]); // classes are loaded once

    assertThat(Readers.verdict(reader, file, bytes)).isEmpty();
  }

  @Test
  void saysWhatAFileMayTake() throws IOException {
    Path file = Files.write(folder.resolve("wide.safetensors"), of("network: wide"));

    assertThatThrownBy(() -> Network.load(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s: an input of shape [400000000] would take 6400 MB of memory; a file of %d bytes"
                    .formatted(file, Files.size(file))
                + " may take 67 MB");
  }

  @Test
  void readsTheRowsThatAreAskedForOfALargeArchive() throws IOException {
    Path file = Files.write(folder.resolve("large.gz"), of("idx: unpacks to much"));

    assertThat(Idx.readFirst(file, 3).shape().toArray()).containsExactly(3, 1 << 10);
    assertThatThrownBy(() -> Idx.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("unpack it with gunzip, so that it can be read where it is");
  }

  @Test
  void remarksAskForNoMoreRowsThanTheFileMayTake() {
    DataOptions options = new DataOptions();
    Map<String, String> remarks = Map.of("data", "moons", "rows", "300000000");
    Path file = folder.resolve("a");

    assertThatThrownBy(
            () -> {
              Files.write(file, new byte[900]);
              new TrainingData(file, remarks).find(options, DataPart.TEST);
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the 300000000 rows of moons that its remarks ask for")
        .hasMessageEndingWith("say --rows N to draw N rows");
  }

  @Test
  void aModelStartsNoDownload() throws IOException {
    DataOptions options = new DataOptions();
    new TrainingData(folder.resolve("a"), Map.of("data", "mnist")).fill(options);
    assertThat(options.named).isFalse();

    DataDirectories empty = new DataDirectories(Optional.empty(), Optional.empty(), folder);
    ArchiveStore store = new ArchiveStore(empty, options.named);
    assertThatThrownBy(() -> store.load(ImageArchive.MNIST, DownloadProgress.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "is not downloaded unless asked for; fetch it with nn data fetch mnist");
  }
}
