package dev.chainrule.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.chainrule.io.ReadBudget;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a small file can make the reader of pictures allocate. */
@Tag("rough")
final class PictureMemoryTest {
  private static final int PALETTE = 3;

  @TempDir private Path folder;

  private static long allocatedBy(Path file) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    PictureFile.read(file);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** Text that unpacks to 100 MB, in the kind of PNG in which Java's decoder reads it always. */
  @ParameterizedTest
  @CsvSource({"zTXt, 3", "iTXt, 3", "iCCP, 3", "zTXt, 0"})
  void packedTextIsNotUnpacked(String type, int colour) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write("name".getBytes(StandardCharsets.ISO_8859_1));
    data.write(type.equals("iTXt") ? new byte[] {0, 1, 0, 0, 0} : new byte[] {0, 0});
    data.write(packedZeros(100_000_000));
    Path file = png(8, 8, 8, colour, type, data.toByteArray());

    assertThat(Files.size(file)).isLessThan(150_000);
    assertThat(allocatedBy(file)).isLessThan(ReadBudget.of(file).limit() / 10);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "8, 0", "8, 3", "16, 6"})
  void ofManyPixelsSomeAreTaken(int depth, int colour) throws IOException {
    Path file = png(6_000, 5_000, depth, colour, "tEXt", new byte[] {'a', 0});
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Brightness picture = PictureFile.read(file);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(picture.width()).isEqualTo(2_000);
    assertThat(picture.height()).isEqualTo(1_667);
    assertThat(allocated).isLessThan(ReadBudget.of(file).limit());
  }

  @ParameterizedTest
  @CsvSource({"2000000000, 2000000000", "65536, 1", "60000, 60000", "0, 5", "-1, 5"})
  void headersAreNotBelieved(int width, int height) throws IOException {
    Path file = png(1, 1, 8, 0, "tEXt", new byte[] {'a', 0});
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < 4; i++) {
      bytes[16 + i] = (byte) (width >>> (24 - 8 * i));
      bytes[20 + i] = (byte) (height >>> (24 - 8 * i));
    }
    Files.write(file, bytes);

    assertThatThrownBy(() -> PictureFile.read(file)).isInstanceOf(IOException.class);
  }

  private static byte[] packedZeros(long count) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      byte[] zeros = new byte[100_000];
      for (long i = 0; i < count; i += zeros.length) {
        out.write(zeros);
      }
    }
    return packed.toByteArray();
  }

  /** A black picture with a chunk before its pixels. */
  private Path png(int width, int height, int depth, int colour, String type, byte[] data)
      throws IOException {
    Path file = folder.resolve("picture.png");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {(byte) depth, (byte) colour, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      if (colour == PALETTE) {
        chunk(out, "PLTE", new byte[3 * 256]);
      }
      chunk(out, type, data);
      int bands = colour == 6 ? 4 : 1;
      long row = 1 + ((long) width * depth * bands + 7) / 8;
      chunk(out, "IDAT", packedZeros(row * height));
      chunk(out, "IEND", new byte[0]);
    }
    return file;
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] letters = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(letters);
    checksum.update(data);
    out.writeInt(data.length);
    out.write(letters);
    out.write(data);
    out.writeInt((int) checksum.getValue());
  }
}
