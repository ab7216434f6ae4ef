package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chainrule.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxTest {
  @TempDir Path folder;

  @Test
  void readsBytesAsTheFormatSays() throws IOException {
    Path file = write("00000803 00000002 00000001 00000003 01 02 ff 00 7f 80");
    Idx idx = Idx.read(file);
    assertThat(idx.shape()).isEqualTo(Shape.of(2, 1, 3));
    assertThat(idx.bytes()).containsExactly(1, 2, -1, 0, 127, -128);
    assertThat(idx.source()).isEqualTo(file.toString());
  }

  @Test
  void writesBytesAsTheFormatSays() throws IOException {
    Path file = folder.resolve("labels");
    Idx.of(Shape.of(3), new byte[] {7, 0, -1}).write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(hex("00000801 00000003 07 00 ff"));
  }

  @Test
  void tellsGzipByItsBytesNotByItsName() throws IOException {
    Path misnamed = folder.resolve("labels-idx1-ubyte");
    Files.write(misnamed, gzip(hex("00000801 00000002 05 06")));
    assertThat(Idx.read(misnamed).bytes()).containsExactly(5, 6);
    Path alsoMisnamed = folder.resolve("labels.gz");
    Files.write(alsoMisnamed, hex("00000801 00000002 05 06"));
    assertThat(Idx.read(alsoMisnamed).bytes()).containsExactly(5, 6);
  }

  @Test
  void isNotChangedThroughItsArrays() {
    byte[] bytes = {1, 2};
    Idx idx = Idx.of(Shape.of(2), bytes);
    bytes[0] = 9;
    idx.bytes()[1] = 9;
    assertThat(idx.bytes()).containsExactly(1, 2);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.of(Shape.of(3), new byte[2]))
        .withMessageContaining("got shape [3] and 2 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.of(Shape.of(1, 1, 1, 1), new byte[1]))
        .withMessageContaining("rank 1 to 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12345678                            | begins with two zero bytes, found 0x12345678
          00000d01 00000001 00000000          | expected unsigned bytes (IDX type 0x08), found type 0x0d
          00000800                            | rank 1 to 3, found rank 0
          00000804 00000001                   | rank 1 to 3, found rank 4
          00000801 00000000                   | expected positive dimensions, found dimension 0 = 0
          00000801 ffffffff 00                | expected positive dimensions, found dimension 0 = -1
          00000801 00000003 01 02             | expected 3 bytes after a header of shape [3], found 2 bytes
          00000801 00000001 01 02             | expected 1 bytes after a header of shape [1], found 2 bytes
          000008                              | found only part of one of 3 bytes
          00000803 00000001                   | found only part of one of 8 bytes
          00000803 7fffffff 7fffffff 00000010 | expected a size that a file may have
          00000803 7fffffff 7fffffff 7fffffff | found a header of shape [2147483647, 2147483647, 2147483647]
          00000802 00010000 00010000          | expected at most 2147483639 bytes
          """)
  void saysWhatIsWrongWithAFile(String bytes, String expected) throws IOException {
    Path plain = write(bytes);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.read(plain))
        .withMessageStartingWith(plain + ": expected")
        .withMessageContaining(expected);
  }

  @Test
  void saysThatAGzipFileHasMoreOrLessThanItsHeaderClaims() throws IOException {
    Path file = folder.resolve("x.gz");
    Files.write(file, gzip(hex("00000801 00000003 01 02")));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.read(file))
        .withMessageContaining("expected 3 bytes after a header of shape [3], found 2 bytes");
    Files.write(file, gzip(hex("00000801 00000001 01 02")));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.read(file))
        .withMessageContaining("found more");
  }

  @Test
  void doesNotBelieveASmallGzipFileThatClaimsTwoGigabytes() throws IOException {
    Path file = folder.resolve("bomb.gz");
    Files.write(file, gzip(hex("00000801 7ffffff0")));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.read(file))
        .withMessageContaining("expected 2147483632 bytes")
        .withMessageContaining("found a gzip file of 28 bytes, which holds fewer");
  }

  @Test
  void saysThatAGzipFileIsDamagedOrCut() throws IOException {
    byte[] whole = gzip(hex("00000801 00000010 000102030405060708090a0b0c0d0e0f"));
    Path file = folder.resolve("x.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length - 6));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.read(file))
        .withMessageContaining(file + ": expected an IDX file, found a damaged gzip file");
    byte[] flipped = whole.clone();
    flipped[flipped.length - 6] ^= 1; // in the checksum
    Files.write(file, flipped);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.read(file))
        .withMessageContaining("damaged gzip file")
        .withMessageContaining("fetch it again");
    Files.write(file, hex("1f8b"));
    assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> Idx.read(file));
  }

  @Test
  void saysThatAFileIsEmptyMissingOrADirectory() throws IOException {
    Path empty = write("");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.read(empty))
        .withMessage(
            empty + ": expected an IDX file, found an empty one; delete it and fetch it again");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Idx.read(folder))
        .withMessage(folder + ": expected an IDX file, found a directory; name a file in it");
    Path missing = folder.resolve("missing");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Idx.read(missing))
        .withMessageContaining(missing + ": expected an IDX file, found none");
  }

  private Path write(String bytes) throws IOException {
    return Files.write(folder.resolve("file-idx-ubyte"), hex(bytes));
  }

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes.replace(" ", ""));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    assertThat(ByteBuffer.wrap(out.toByteArray()).getShort()).isEqualTo((short) 0x1f8b);
    return out.toByteArray();
  }
}
