package dev.chainrule.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.param.Initializer.Fans;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;

final class SafeTensorsTest {
  private static final ParamLayout LAYOUT =
      ParamLayout.of(List.of(spec("weight", 2, 3), spec("bias", 2)));
  private static final String HEADER =
      "{\"weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
          + "\"bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}";

  @TempDir private Path folder = Path.of("");

  private static ParamSpec spec(String name, long... dims) {
    return new ParamSpec(
        name, Shape.of(dims), new Fans(1, 1), (shape, fans, random) -> new double[0]);
  }

  private static Params params(DataType type) {
    Params params = Params.zeros(LAYOUT, type);
    params.set("weight", 1, 2, 3, 4, 5, 6);
    params.set("bias", -1, 0.5);
    return params;
  }

  private static byte[] bytes(String header, int numbers) {
    return bytes(header.getBytes(StandardCharsets.UTF_8), numbers);
  }

  private static byte[] bytes(byte[] json, int numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + 4 * numbers).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    for (int i = 0; i < numbers; i++) {
      bytes.putFloat(i + 1);
    }
    return bytes.array();
  }

  private Path file(byte[] bytes) throws IOException {
    Path file = folder.resolve("model.safetensors");
    return Files.write(file, bytes);
  }

  private static Params read(Path file, DataType type) throws IOException {
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      reader.metadata();
      return reader.read(LAYOUT, type);
    }
  }

  private void refuses(String header, int numbers, String... messages) throws IOException {
    Path file = file(bytes(header, numbers));
    assertThatThrownBy(() -> read(file, DataType.FLOAT))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " cannot be read: ")
        .hasMessageContainingAll(messages);
  }

  // ---- what is written

  @Test
  void theFileIsAsTheFormatSays() throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafeTensorsWriter.write(params(DataType.FLOAT), Map.of("b", "2", "a", "„1“"), file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong());
    assertThat(length % 8).as("the numbers are aligned").isZero();
    byte[] json = new byte[length];
    bytes.get(json);
    assertThat(new String(json, StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo("{\"__metadata__\":{\"a\":\"„1“\",\"b\":\"2\"}," + HEADER.substring(1));
    float[] numbers = new float[8];
    bytes.asFloatBuffer().get(numbers);
    assertThat(numbers).containsExactly(1, 2, 3, 4, 5, 6, -1, 0.5f);
    assertThat(bytes.remaining()).isEqualTo(32);
  }

  @Test
  void doublesAreF64() throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafeTensorsWriter.write(params(DataType.DOUBLE), Map.of(), file);
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(text)
        .contains("\"weight\":{\"dtype\":\"F64\",\"shape\":[2,3],\"data_offsets\":[0,48]}");
    assertThat(read(file, DataType.DOUBLE).get("bias")).containsExactly(-1, 0.5);
    assertThatThrownBy(() -> read(file, DataType.FLOAT))
        .hasMessage(file + " cannot be read: weight is DOUBLE, expected FLOAT.");
  }

  @Test
  void remarksComeBack() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Map<String, String> remarks = Map.of("data", "mnist", "quote", "\"\\\n\u0000", "", "∂L/∂x 𝛁");
    SafeTensorsWriter.write(params(DataType.FLOAT), remarks, file);
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      assertThat(reader.metadata()).isEqualTo(remarks);
    }
  }

  // ---- bit for bit

  @Provide
  Arbitrary<Integer> floatBits() {
    return Arbitraries.oneOf(
        Arbitraries.integers(),
        Arbitraries.of(
            0x7FC00000,
            0x7FC12345,
            0xFFC00001,
            0x7F800001,
            0xFFBFFFFF,
            0x7F800000,
            0xFF800000,
            0x80000000,
            0,
            1,
            0x807FFFFF,
            0x7F7FFFFF));
  }

  @Provide
  Arbitrary<Long> doubleBits() {
    return Arbitraries.oneOf(
        Arbitraries.longs(),
        Arbitraries.of(
            0x7FF8000000000000L,
            0x7FF8000012345678L,
            0xFFF0000000000001L,
            0x7FF0000000000001L,
            0x7FF0000000000000L,
            0xFFF0000000000000L,
            Long.MIN_VALUE,
            0L,
            1L));
  }

  @Property(tries = 200)
  void floatsComeBackBitForBit(@ForAll("floatBits") int first, @ForAll("floatBits") int second)
      throws IOException {
    Path file = Files.createTempFile("chainrule", ".safetensors");
    try {
      Params params = params(DataType.FLOAT);
      DataBuffer data = params.flat().data();
      data.put(1, Float.intBitsToFloat(first));
      data.put(7, Float.intBitsToFloat(second));
      SafeTensorsWriter.write(params, Map.of(), file);
      DataBuffer back = read(file, DataType.FLOAT).flat().data();
      assertThat(Float.floatToRawIntBits(back.getFloat(1))).isEqualTo(first);
      assertThat(Float.floatToRawIntBits(back.getFloat(7))).isEqualTo(second);
      assertThat(back.getFloat(2)).isEqualTo(3f);
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 200)
  void doublesComeBackBitForBit(@ForAll("doubleBits") long first, @ForAll("doubleBits") long second)
      throws IOException {
    Path file = Files.createTempFile("chainrule", ".safetensors");
    try {
      Params params = params(DataType.DOUBLE);
      DataBuffer data = params.flat().data();
      data.put(1, Double.longBitsToDouble(first));
      data.put(7, Double.longBitsToDouble(second));
      SafeTensorsWriter.write(params, Map.of(), file);
      DataBuffer back = read(file, DataType.DOUBLE).flat().data();
      assertThat(Double.doubleToRawLongBits(back.getDouble(1))).isEqualTo(first);
      assertThat(Double.doubleToRawLongBits(back.getDouble(7))).isEqualTo(second);
    } finally {
      Files.delete(file);
    }
  }

  /** More than the reader and the writer take at once, and not a multiple of it. */
  @Test
  void longArraysComeBack() throws IOException {
    ParamLayout layout =
        ParamLayout.of(List.of(spec("a", 3), spec("b", 40_001), spec("c", 16_384)));
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      Params params = Params.zeros(layout, type);
      for (long i = 0; i < layout.size(); i++) {
        params.flat().data().put(i, i);
      }
      Path file = folder.resolve(type + ".safetensors");
      SafeTensorsWriter.write(params, Map.of(), file);
      try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
        Params back = reader.read(layout, type);
        assertThat(back.flat().dup().data().asDouble())
            .isEqualTo(params.flat().dup().data().asDouble());
      }
    }
  }

  @Test
  void thereMayBeNoParameters() throws IOException {
    ParamLayout none = ParamLayout.of(List.of());
    Path file = folder.resolve("none.safetensors");
    SafeTensorsWriter.write(Params.zeros(none, DataType.FLOAT), Map.of("a", "b"), file);
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      assertThat(reader.read(none, DataType.FLOAT).layout().size()).isZero();
      assertThat(reader.metadata()).isEqualTo(Map.of("a", "b"));
    }
    long header =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(Files.size(file)).isEqualTo(8 + header);
  }

  // ---- files of other programs

  @Test
  void readsAnotherProgramsFile() throws IOException {
    String spaced = HEADER.replace(":", " : ").replace(",", " ,\n ") + "\n\t ";
    Params params = read(file(bytes(spaced, 8)), DataType.FLOAT);
    assertThat(params.get("weight")).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(params.get("bias")).containsExactly(7, 8);
  }

  /** The reference implementation writes arrays of one type in the order of their names. */
  @Test
  void readsArraysInAnyOrder() throws IOException {
    String header =
        "{\"bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]}}";
    Params params = read(file(bytes(header, 8)), DataType.FLOAT);
    assertThat(params.get("bias")).containsExactly(1, 2);
    assertThat(params.get("weight")).containsExactly(3, 4, 5, 6, 7, 8);
  }

  // ---- damaged files

  @Test
  void saysWhatIsMissing() {
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> SafeTensorsReader.open(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContainingAll(missing.toString(), "there is no such file");
    assertThatThrownBy(() -> SafeTensorsReader.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is a folder, not a model file");
  }

  @Test
  void refusesAFileCutAtAnyLength() throws IOException {
    byte[] whole = bytes(HEADER, 8);
    for (int length = 0; length < whole.length; length++) {
      Path file = file(java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> read(file, DataType.FLOAT))
          .as("cut at %s", length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
    assertThat(read(file(whole), DataType.FLOAT).get("bias")).containsExactly(7, 8);
  }

  @Test
  void readsOrRefusesAFileWithAnyByteChanged() throws IOException {
    byte[] whole = bytes("{\"__metadata__\":{\"a\":\"b\"}," + HEADER.substring(1), 8);
    int refused = 0;
    for (int at = 0; at < whole.length - 32; at++) {
      for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) flip;
        Path file = file(damaged);
        try {
          read(file, DataType.FLOAT);
        } catch (IOException e) {
          assertThat(e).as("byte %s ^ %s", at, flip).hasMessageContaining(file.toString());
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(8 * (whole.length - 32));
  }

  @Property(tries = 300)
  void readsOrRefusesAnyBytes(@ForAll byte[] junk, @ForAll boolean asHeader) throws IOException {
    Path file = Files.createTempFile("chainrule", ".safetensors");
    try {
      Files.write(file, asHeader ? bytes(junk, 8) : junk);
      assertThatThrownBy(() -> read(file, DataType.FLOAT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, 1L << 40, 100_000_001})
  @Timeout(5)
  void refusesAHeaderOfThatLength(long length) throws IOException {
    byte[] bytes = bytes(HEADER, 8);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Path file = file(bytes);
    assertThatThrownBy(() -> read(file, DataType.FLOAT))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            file + " cannot be read: its header claims " + Long.toUnsignedString(length));
  }

  @Test
  void refusesWhatIsNoHeader() throws IOException {
    refuses("[1, 2]", 0, "its header is not a JSON object");
    refuses("null", 0, "its header is not a JSON object");
    refuses("      ", 0, "its header is not a JSON object");
    refuses("{} {}", 0, "its header is not JSON");
    refuses("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "its header is not JSON", "Duplicate");
    refuses("{\"weight\":", 0, "its header is not JSON");
    refuses("[".repeat(200_000), 0, "its header is not a JSON object");
    refuses("{\"a\":".repeat(200_000), 0, "its header is not JSON");
    refuses(HEADER.replace("24", "9".repeat(5000)), 8, "its header is not JSON");
  }

  @Test
  void refusesOffsetsThatDoNotFit() throws IOException {
    String max = Long.toString(Long.MAX_VALUE);
    refuses(HEADER.replace("[0,24]", "[4,28]"), 8, "weight");
    refuses(HEADER.replace("[24,32]", "[20,28]"), 8, "bias");
    refuses(HEADER.replace("[24,32]", "[0,8]"), 8, "weight begins at byte 0, expected 8");
    refuses(HEADER.replace("[24,32]", "[28,36]"), 9, "bias");
    refuses(HEADER.replace("[24,32]", "[24,28]"), 8, "bias claims bytes 24 to 28");
    refuses(HEADER.replace("[24,32]", "[24,31]"), 8, "bias claims bytes 24 to 31");
    refuses(HEADER.replace("[24,32]", "[32,24]"), 8, "bias");
    refuses(HEADER.replace("[24,32]", "[24," + max + "]"), 8, "bias claims bytes 24 to " + max);
    refuses(HEADER.replace("[24,32]", "[" + max + "," + max + "]"), 8, "bias");
    refuses(HEADER.replace("[24,32]", "[-8,0]"), 8, "bias has no data_offsets");
    refuses(HEADER.replace("[24,32]", "[24.0,32]"), 8, "bias has no data_offsets");
    refuses(HEADER.replace("[24,32]", "[24]"), 8, "bias has no data_offsets");
    refuses(HEADER.replace("[24,32]", "[24,32,40]"), 8, "bias has no data_offsets");
    refuses(HEADER.replace("[24,32]", "\"24\""), 8, "bias has no data_offsets");
    refuses(HEADER.replace("[24,32]", "[24,1" + max + "]"), 8, "bias has no data_offsets");
    refuses(HEADER.replace("data_offsets", "offsets"), 8, "weight has no data_offsets");
  }

  @Test
  void refusesOtherArraysThanExpected() throws IOException {
    refuses(HEADER, 9, "4 bytes follow after the last array");
    refuses(HEADER.replace("bias", "beta"), 8, "it has no array bias, which the network needs");
    refuses(
        HEADER.replace("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}", "7"),
        8,
        "it has no array bias");
    refuses(
        HEADER.substring(0, HEADER.length() - 1)
            + ",\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[32,36]},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[36,36]}}",
        9,
        "it has arrays that the network does not: x, y");
    refuses(HEADER.replaceFirst("F32", "BF16"), 8, "weight is BF16; only F32 and F64 can be read");
    refuses(HEADER.replaceFirst("F32", "F64"), 8, "weight is DOUBLE, expected FLOAT");
    refuses(HEADER.replace("[2,3]", "[3,2]"), 8, "weight should have shape [2,3], got [3,2]");
    refuses(HEADER.replace("[2,3]", "[6]"), 8, "weight should have shape [2,3], got [6]");
    refuses(HEADER.replace("[2,3]", "[2,1" + Long.MAX_VALUE + "]"), 8, "weight has no shape");
    refuses(HEADER.replace("\"shape\":[2],", ""), 8, "bias has no shape");
  }

  @Test
  void refusesRemarksThatAreNone() throws IOException {
    refuses("{\"__metadata__\":7," + HEADER.substring(1), 8, "__metadata__ is not an object");
    refuses(
        "{\"__metadata__\":{\"a\":7}," + HEADER.substring(1), 8, "__metadata__.a is not a string");
  }

  /** What a file claims is compared with its length before memory is taken. */
  @Test
  @Timeout(5)
  void refusesMadeUpSizesBeforeItTakesMemory() throws IOException {
    long huge = 1L << 50;
    ParamLayout layout = ParamLayout.of(List.of(spec("w", huge)));
    String header =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":["
            + huge
            + "],\"data_offsets\":[0,"
            + 4 * huge
            + "]}}";
    Path file = file(bytes(header, 8));
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      assertThatThrownBy(() -> reader.read(layout, DataType.FLOAT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the file holds 32 bytes of numbers; it was cut short or damaged");
    }
    long overflowing = 1L << 62; // times four bytes it is 0
    ParamLayout wrapped = ParamLayout.of(List.of(spec("w", overflowing)));
    Path second =
        file(bytes(header.replace("" + 4 * huge, "0").replace("" + huge, "" + overflowing), 0));
    try (SafeTensorsReader reader = SafeTensorsReader.open(second)) {
      assertThatThrownBy(() -> reader.read(wrapped, DataType.FLOAT))
          .isInstanceOf(IOException.class);
    }
  }

  // ---- how it is written

  /** Remarks that fail when they are read. */
  private static final class Failing extends TreeMap<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public java.util.Set<Map.Entry<String, String>> entrySet() {
      throw new IllegalStateException("no more");
    }

    @Override
    public void forEach(java.util.function.BiConsumer<? super String, ? super String> action) {
      throw new IllegalStateException("no more");
    }
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafeTensorsWriter.write(params(DataType.FLOAT), Map.of(), file);
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> SafeTensorsWriter.write(params(DataType.DOUBLE), new Failing(), file))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasBinaryContent(before);
    assertThat(names()).containsExactly("model.safetensors");
  }

  @Test
  void leavesNothingButTheFile() throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafeTensorsWriter.write(params(DataType.FLOAT), Map.of(), file);
    SafeTensorsWriter.write(params(DataType.DOUBLE), Map.of(), file);
    assertThat(names()).containsExactly("model.safetensors");
    assertThat(read(file, DataType.DOUBLE).get("bias")).containsExactly(-1, 0.5);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void makesTheFolder() throws IOException {
    Path file = folder.resolve("runs").resolve("1").resolve("model.safetensors");
    SafeTensorsWriter.write(params(DataType.FLOAT), Map.of(), file);
    assertThat(file).exists();
  }

  @Test
  void writesIntoALinkedFolder() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = folder.resolve("link");
    try {
      Files.createSymbolicLink(link, real);
    } catch (IOException | UnsupportedOperationException e) {
      org.junit.jupiter.api.Assumptions.abort("no symbolic links here");
    }
    SafeTensorsWriter.write(params(DataType.FLOAT), Map.of(), link.resolve("model.safetensors"));
    assertThat(real.resolve("model.safetensors")).exists();
  }

  @Test
  void refusesAFolderAsFile() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    assertThatThrownBy(() -> SafeTensorsWriter.write(params(DataType.FLOAT), Map.of(), sub))
        .isInstanceOf(IOException.class)
        .hasMessage(sub + " is a folder; name a file to write the parameters to");
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(
            () ->
                SafeTensorsWriter.write(
                    params(DataType.FLOAT), Map.of(), file.resolve("model.safetensors")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
    assertThat(names()).containsExactly("file", "sub");
    assertThat(file).hasContent("x");
  }

  /** Others may read a model as they may read any file that its owner makes. */
  @Test
  void hasTheOrdinaryPermissions() throws IOException {
    Path ordinary = Files.writeString(folder.resolve("ordinary"), "x");
    Path file = folder.resolve("model.safetensors");
    SafeTensorsWriter.write(params(DataType.FLOAT), Map.of(), file);
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"));
    java.util.Set<PosixFilePermission> expected =
        Files.getPosixFilePermissions(ordinary, LinkOption.NOFOLLOW_LINKS);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(expected);
  }

  /** Whoever reads while another writes sees the old file or the new one. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void readersSeeOldOrNew() throws Exception {
    Path file = folder.resolve("model.safetensors");
    SafeTensorsWriter.write(params(DataType.FLOAT), Map.of(), file);
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 50; i++) {
                  SafeTensorsWriter.write(params(DataType.FLOAT), Map.of("i", "" + i), file);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    writer.start();
    while (writer.isAlive()) {
      assertThat(read(file, DataType.FLOAT).get("bias")).containsExactly(-1, 0.5);
    }
    writer.join();
  }
}
