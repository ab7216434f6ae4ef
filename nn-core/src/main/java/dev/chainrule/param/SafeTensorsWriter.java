package dev.chainrule.param;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chainrule.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Writes named arrays to a safetensors file, which {@link SafeTensorsReader} describes and reads.
 */
public final class SafeTensorsWriter {
  private static final int CHUNK = 1 << 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SafeTensorsWriter() {}

  /**
   * Writes parameters and remarks as a whole or not at all, as {@link AtomicFile} does; the folder
   * is made if need be.
   *
   * @throws IOException if that fails; {@code file} is then as it was
   */
  public static void write(Params params, Map<String, String> metadata, Path file)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; name a file to write the parameters to");
    }
    Files.createDirectories(folder);
    byte[] header = header(params, metadata);
    AtomicFile.write(
        file,
        out -> {
          out.write(header);
          writeNumbers(out, params);
        });
  }

  private static byte[] header(Params params, Map<String, String> metadata) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode remarks = header.putObject(SafeTensorsHeader.METADATA);
    new TreeMap<>(metadata).forEach(remarks::put);
    int width = params.dataType().width();
    for (ParamLayout.Entry entry : params.layout().entries()) {
      ObjectNode tensor = header.putObject(entry.spec().name());
      tensor.put("dtype", dtype(params.dataType()));
      tensor.set("shape", JSON.valueToTree(entry.spec().shape()));
      long begin = entry.offset() * width;
      tensor.putArray("data_offsets").add(begin).add(begin + entry.spec().shape().size() * width);
    }
    byte[] json = JSON.writeValueAsBytes(header);
    int padded = (json.length + 7) / 8 * 8; // so that the numbers are aligned
    ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }

  private static void writeNumbers(OutputStream out, Params params) throws IOException {
    DataBuffer data = params.flat().data();
    boolean isFloat = params.dataType() == DataType.FLOAT;
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < params.layout().size(); i++) {
      if (isFloat) {
        bytes.putInt(Float.floatToRawIntBits(data.getFloat(i)));
      } else {
        bytes.putLong(Double.doubleToRawLongBits(data.getDouble(i)));
      }
      if (!bytes.hasRemaining()) {
        out.write(bytes.array());
        bytes.clear();
      }
    }
    out.write(bytes.array(), 0, bytes.position());
  }

  private static String dtype(DataType type) {
    return type == DataType.FLOAT ? "F32" : "F64";
  }
}
