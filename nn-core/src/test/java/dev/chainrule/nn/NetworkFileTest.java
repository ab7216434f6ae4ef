package dev.chainrule.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.nn.TestLayers.Affine;
import dev.chainrule.nn.TestLayers.Counted;
import dev.chainrule.nn.TestLayers.Cube;
import dev.chainrule.nn.TestLayers.Ramp;
import dev.chainrule.nn.TestLayers.Wide;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.Params;
import dev.chainrule.param.SafeTensorsWriter;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

final class NetworkFileTest {
  private static final Layer MLP =
      Sequential.of(new Affine(4), new Ramp(), Sequential.of(new Affine(2), new Cube(1)));

  @TempDir private Path folder = Path.of("");

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  /** A file without arrays, with this architecture. */
  private Path withArchitecture(String json) throws IOException {
    return withMetadata(Map.of("chainrule.architecture", json));
  }

  private Path withMetadata(Map<String, String> metadata) throws IOException {
    Params none = Params.zeros(ParamLayout.of(List.of()), DataType.FLOAT);
    SafeTensorsWriter.write(none, metadata, file());
    return file();
  }

  private void refuses(String architecture, String... messages) throws IOException {
    Path file = withArchitecture(architecture);
    assertThatThrownBy(() -> Network.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContainingAll(messages);
  }

  @Test
  void comesBackAsItWas() throws IOException {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      Network network = Network.of(Shape.of(3), MLP, 1, type);
      network.save(file());
      Network loaded = Network.load(file());
      assertThat(loaded.layer()).isEqualTo(MLP);
      assertThat(loaded.inputShape()).isEqualTo(Shape.of(3));
      assertThat(loaded.params().dataType()).isEqualTo(type);
      assertThat(loaded.params().flat().dup().data().asDouble())
          .isEqualTo(network.params().flat().dup().data().asDouble());
    }
  }

  @Test
  void aNetworkWithoutParametersComesBack() throws IOException {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      Network.of(Shape.of(3), new Cube(1), 1, type).save(file());
      Network loaded = Network.load(file());
      assertThat(loaded.params().dataType()).isEqualTo(type);
      assertThat(loaded.predict(Nd4j.createFromArray(new double[][] {{1, 2, 3}})).toDoubleMatrix())
          .isDeepEqualTo(new double[][] {{1, 8, 27}});
    }
  }

  @Test
  void remarksComeBack() throws IOException {
    Map<String, String> remarks = Map.of("data", "mnist", "accuracy", "0.98");
    Network network = Network.of(Shape.of(3), MLP, 1);
    network.save(file(), remarks);
    assertThat(Network.loadWithRemarks(file()).remarks()).isEqualTo(remarks);
    assertThatThrownBy(() -> network.save(file(), Map.of("chainrule.type", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("remarks may not begin with chainrule., as chainrule.type does");
  }

  @Test
  void theArchitectureIsReadableJson() {
    assertThat(Network.of(Shape.of(3), Sequential.of(new Affine(4)), 1).architecture().toJson())
        .isEqualTo(
            "{\"input\":[3],\"layer\":{\"type\":\"sequential\",\"layers\":"
                + "[{\"type\":\"affine\",\"out\":4}]}}");
  }

  /** A file that could not be read again must not be written. */
  @Test
  void aLayerThatNoCatalogueKnowsIsNotSaved() {
    Network network = Network.of(Shape.of(3), Sequential.of(Counted.of(new Ramp())), 1);
    assertThatThrownBy(() -> network.save(file()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("cannot write", "Counted", "as JSON; is its type in a Catalog?");
    assertThat(file()).doesNotExist();
  }

  @Test
  void anUnknownTypeListsTheKnownOnes() throws IOException {
    refuses(
        "{\"input\":[3],\"layer\":{\"type\":\"conv\"}}",
        ": nothing called conv is known here; there are affine, cube, gaussian, ramp, sequential,"
            + " wide");
  }

  @Test
  void namesOfClassesMeanNothing() throws IOException {
    for (String type :
        List.of(
            "java.lang.ProcessBuilder",
            Ramp.class.getName(),
            "[Ljava.lang.String;",
            "Ramp",
            "",
            Sequential.class.getName())) {
      refuses(
          "{\"input\":[3],\"layer\":{\"type\":\"" + type + "\"}}",
          "nothing called " + type + " is known here");
      refuses("{\"input\":[3],\"layer\":[\"" + type + "\",{}]}", "");
    }
    refuses("{\"input\":[3],\"layer\":{\"@class\":\"java.lang.ProcessBuilder\"}}", "");
    // What is no layer is none, whatever it is called.
    refuses("{\"input\":[3],\"layer\":{\"type\":\"gaussian\"}}", "gaussian");
  }

  @Test
  void wrongArchitecturesAreRefused() throws IOException {
    refuses("", "architecture");
    refuses("null", "the architecture needs an input and a layer");
    refuses("{}", "the architecture needs an input and a layer");
    refuses("{\"input\":[3]}", "the architecture needs an input and a layer");
    refuses("{\"input\":", "the architecture");
    refuses("7", "the architecture is wrong");
    refuses(
        "{\"input\":[0],\"layer\":{\"type\":\"ramp\"}}", "dimensions must be positive, got [0]");
    refuses("{\"input\":[3,2],\"layer\":{\"type\":\"affine\",\"out\":4}}", "expected a row");
    refuses("{\"input\":[3],\"layer\":{\"type\":\"affine\"}}", "out");
    refuses("{\"input\":[3],\"layer\":{\"type\":\"affine\",\"out\":4,\"in\":2}}", "in");
    refuses("{\"input\":[3],\"layer\":{\"type\":\"sequential\",\"layers\":[]}}", "at least one");
    refuses(
        "{\"input\":[3],\"layer\":{\"type\":\"sequential\",\"layers\":null}}",
        "the architecture is wrong at layer");
    refuses(
        "{\"input\":[3],\"layer\":{\"type\":\"sequential\",\"layers\":[null]}}",
        "the architecture is wrong at layer");
  }

  @Test
  @Timeout(60)
  void deepNestingIsRefused() throws IOException {
    for (int depth : new int[] {450, 100_000}) {
      String json =
          "{\"input\":[3],\"layer\":"
              + "{\"type\":\"sequential\",\"layers\":[".repeat(depth)
              + "{\"type\":\"affine\",\"out\":9}"
              + "]}".repeat(depth)
              + "}";
      refuses(json, "");
    }
  }

  @Test
  @Timeout(60)
  void madeUpSizesAreRefusedBeforeMemoryIsTaken() throws IOException {
    refuses(
        "{\"input\":[3],\"layer\":{\"type\":\"affine\",\"out\":4000000000000}}",
        "what its layers compute of one input would take 64000 GB of memory");
    refuses(
        "{\"input\":[3],\"layer\":{\"type\":\"affine\",\"out\":9223372036854775807}}", "too large");
    refuses("{\"input\":[3],\"layer\":{\"type\":\"affine\",\"out\":1e300}}", "");
    String wide = "{\"type\":\"wide\",\"shape\":[9223372036854775807]}";
    refuses(
        "{\"input\":[3],\"layer\":{\"type\":\"sequential\",\"layers\":["
            + wide
            + ","
            + wide
            + "]}}",
        "more parameters than a long can count");
    assertThat(new Wide(Shape.of(1)).parameters(Shape.of(3))).hasSize(1);
  }

  @Test
  void numbersWithoutANetworkAreRefused() throws IOException {
    Path file = withMetadata(Map.of("format", "pt"));
    assertThatThrownBy(() -> Network.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            file.toString(), "has no chainrule.architecture", "was it written by another program?");
    Map<String, String> metadata = new HashMap<>();
    metadata.put("chainrule.architecture", "{\"input\":[3],\"layer\":{\"type\":\"ramp\"}}");
    metadata.put("chainrule.type", "INT");
    withMetadata(metadata);
    assertThatThrownBy(() -> Network.load(file))
        .hasMessage(file + ": chainrule.type must be FLOAT or DOUBLE, got INT");
    metadata.remove("chainrule.type"); // as other programs would leave it out
    withMetadata(metadata);
    assertThat(Network.load(file).params().dataType()).isEqualTo(DataType.FLOAT);
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    Network.of(Shape.of(3), MLP, 1).save(file());
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length += 3) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Network.load(file()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file().toString());
    }
  }

  @Test
  void aFileWithAnyByteChangedIsReadOrRefused() throws IOException {
    Network.of(Shape.of(3), MLP, 1).save(file());
    byte[] whole = Files.readAllBytes(file());
    int header = whole.length - 4 * 26;
    for (int at = 0; at < header; at++) {
      for (int flip : new int[] {1, 4, 128}) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) flip;
        Files.write(file(), damaged);
        try {
          assertThat(Network.load(file()).params().layout().size()).isEqualTo(26);
        } catch (IOException e) {
          assertThat(e).as("byte %s ^ %s", at, flip).hasMessageContaining(file().toString());
        }
      }
    }
  }
}
