package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.dataset.BlockShuffle;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.dataset.Shuffle;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are read where they are. */
class MappedTest {
  private static final int SIDE = 28;
  private static final int AREA = SIDE * SIDE;

  @TempDir Path folder;

  @Test
  void isWhatReadingGives() throws Exception {
    Images digits = Digits.generate(300, 5);
    Path pixels = folder.resolve("pixels");
    Path labels = folder.resolve("labels");
    digits.pixels().write(pixels);
    digits.labels().write(labels);
    Images mapped = Images.map("mapped", pixels, labels, Images.numbered(10));
    assertThat(mapped.pixels()).isEqualTo(digits.pixels()).hasSameHashCodeAs(digits.pixels());
    assertThat(mapped.pixels().bytes()).isEqualTo(digits.pixels().bytes());
    assertThat(mapped.pixels()).isNotEqualTo(Digits.generate(300, 6).pixels());
    assertThat(mapped.labels()).isNotEqualTo(Digits.generate(299, 5).labels());
    assertThat(mapped.withImageShape().inputShape()).isEqualTo(Shape.of(SIDE, SIDE));
    assertThat(read(mapped, 299, 0, 17)).isEqualTo(read(digits, 299, 0, 17));
    Path copy = folder.resolve("copy.gz");
    mapped.pixels().write(copy);
    assertThat(Idx.read(copy)).isEqualTo(digits.pixels());
    DatasetLaws.hold(mapped);
  }

  @Test
  void onlyWhatStaysInItsFileIsReadAheadAndInBlocks() throws IOException {
    Path pixels = folder.resolve("pixels");
    Path labels = folder.resolve("labels");
    Digits.generate(40, 5).pixels().write(pixels);
    Digits.generate(40, 5).labels().write(labels);
    Images mapped = Images.map("mapped", pixels, labels, Images.numbered(10));
    assertThat(mapped.pixels().isMapped()).isTrue();
    assertThat(mapped.readAhead()).isTrue();
    assertThat(mapped.shuffle()).isEqualTo(new BlockShuffle((1 << 20) / AREA, 64));
    Images read = Images.read("read", pixels, labels, Images.numbered(10));
    assertThat(read.pixels().isMapped()).isFalse();
    assertThat(read.readAhead()).isFalse();
    assertThat(read.shuffle()).isSameAs(Shuffle.UNIFORM);
  }

  @Test
  void aPlainFileAboveTheLimitIsMappedAndAPackedOneIsNot() throws IOException {
    Path plain = folder.resolve("plain");
    Path packed = folder.resolve("packed.gz");
    Idx bytes = Idx.of(Shape.of(100), new byte[100]);
    bytes.write(plain);
    bytes.write(packed);
    assertThat(Idx.open(plain, Files.size(plain)).isMapped()).isFalse();
    assertThat(Idx.open(plain, Files.size(plain) - 1).isMapped()).isTrue();
    assertThat(Idx.open(packed, 1).isMapped()).isFalse();
    assertThat(Idx.open(packed, 1)).isEqualTo(bytes);
  }

  /** Where a trainer keeps neighbours together, a split does too: its own order is the file's. */
  @Test
  void aSplitKeepsTheOrderOfTheFile() {
    Dataset digits = Digits.generate(100, 5).withShuffle(new BlockShuffle(10, 2));
    Split split = Split.random(digits, 20, 3);
    Split other = Split.random(digits.withShuffle(Shuffle.UNIFORM), 20, 3);
    for (List<Dataset> both :
        List.of(
            List.of(split.train(), other.train()),
            List.of(split.validation(), other.validation()))) {
      List<Float> inFile = labels(both.get(0));
      List<Float> anyhow = labels(both.get(1));
      assertThat(inFile).containsExactlyInAnyOrderElementsOf(anyhow).isNotEqualTo(anyhow);
    }
    assertThat(split.train().shuffle().keepsNeighbours()).isTrue();
  }

  /** Bytes beyond 2 GiB, and rows across the segments' seams, in a file with holes. */
  @Test
  void aFileLargerThanAJavaArrayIsReadRight() throws IOException {
    int rows = 2_800_000; // 2.2 GB
    int[] some = {0, 1, 1_369_568, 1_369_569, 2_739_136, 2_739_137, rows - 2, rows - 1};
    Path pixels = folder.resolve("pixels");
    Path labels = folder.resolve("labels");
    try (RandomAccessFile file = new RandomAccessFile(pixels.toFile(), "rw")) {
      file.write(header(3, rows, SIDE, SIDE));
      file.setLength(16 + (long) rows * AREA);
      for (int row : some) {
        file.seek(16 + (long) row * AREA);
        file.write(pixelsOf(row));
      }
    }
    try (RandomAccessFile file = new RandomAccessFile(labels.toFile(), "rw")) {
      file.write(header(1, rows));
      file.setLength(8 + (long) rows);
      for (int row : some) {
        file.seek(8 + (long) row);
        file.write(row % 10);
      }
    }
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.read(pixels))
        .withMessageContaining("which is what one Java array holds")
        .withMessageEndingWith("; map it, so that it is read where it is");
    Images images = Images.map("large", pixels, labels, Images.numbered(10));
    assertThat(images.size()).isEqualTo(rows);
    float[] x = read(images, some);
    for (int i = 0; i < some.length; i++) {
      byte[] expected = pixelsOf(some[i]);
      for (int j = 0; j < AREA; j++) {
        assertThat(x[i * (AREA + 1) + j]).isEqualTo((expected[j] & 0xff) / 255f);
      }
      assertThat(x[i * (AREA + 1) + AREA]).isEqualTo(some[i] % 10);
    }
    assertThat(read(images, 5)).containsOnly(0f);
    assertThatThrownBy(() -> images.pixels().bytes()).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> read(images, rows)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12345678                            | begins with two zero bytes, found 0x12345678
          00000801 00000003 01 02             | expected 3 bytes after a header of shape [3], found 2 bytes
          00000801 00000001 01 02             | expected 1 bytes after a header of shape [1], found 2 bytes
          000008                              | found only part of one of 3 bytes
          00000803 00000001                   | found only part of one of 8 bytes
          00000802 00010000 00010000          | expected 4294967296 bytes after a header of shape [65536, 65536], found 0 bytes
          1f8b0800                            | found a gzip file; unpack it with gunzip
          ''                                  | found an empty one
          """)
  void saysWhatIsWrongWithAFile(String bytes, String expected) throws IOException {
    Path file = folder.resolve("file-idx-ubyte");
    Files.write(file, HexFormat.of().parseHex(bytes.replace(" ", "")));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.map(file))
        .withMessageStartingWith(file + ": expected")
        .withMessageContaining(expected);
  }

  @Test
  void saysThatAFileIsMissingOrADirectory() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Idx.map(folder.resolve("missing")));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.map(folder))
        .withMessageContaining("found a directory");
  }

  @Test
  void checksTheLabelsOfAMappedFile() throws IOException {
    Path pixels = folder.resolve("pixels");
    Path labels = folder.resolve("labels");
    Idx.of(Shape.of(3, 1, 1), new byte[3]).write(pixels);
    Idx.of(Shape.of(3), new byte[] {0, 1, 7}).write(labels);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Images.map("three", pixels, labels, Images.numbered(7)))
        .withMessageContaining("expected labels below 7, found label 7 in row 2");
  }

  private static byte[] pixelsOf(int row) {
    RandomStream random = RandomStream.of(row);
    byte[] bytes = new byte[AREA];
    for (int j = 0; j < AREA; j++) {
      bytes[j] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] header(int rank, int... dims) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * rank).putInt(0x800 | rank);
    for (int dim : dims) {
      header.putInt(dim);
    }
    return header.array();
  }

  private static List<Float> labels(Dataset data) {
    List<Float> labels = new ArrayList<>();
    for (int row = 0; row < data.size(); row++) {
      labels.add(read(data, row)[AREA]);
    }
    return labels;
  }

  /** Each row's inputs and its label behind them. */
  private static float[] read(Dataset data, int... rows) {
    int width = Math.toIntExact(data.inputShape().size());
    float[] x = new float[rows.length * width];
    float[] y = new float[rows.length];
    data.read(rows, 0, rows.length, x, y);
    float[] all = new float[rows.length * (width + 1)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(x, i * width, all, i * (width + 1), width);
      all[i * (width + 1) + width] = y[i];
    }
    return all;
  }
}
