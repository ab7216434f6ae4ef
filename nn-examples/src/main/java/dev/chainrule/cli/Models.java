package dev.chainrule.cli;

import dev.chainrule.nn.Network;
import dev.chainrule.param.Params;
import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;

/** Saved networks, as commands want them. */
final class Models {
  private Models() {}

  /**
   * Reads a network whose numbers are all finite.
   *
   * @throws IOException if it cannot be read, or holds numbers that nothing can be computed from
   */
  static Network.Saved load(Path file) throws IOException {
    Network.Saved saved = Network.loadWithRemarks(file);
    Params params = saved.network().params();
    for (String name : params.layout().names()) {
      for (double number : params.view(name).castTo(DataType.DOUBLE).dup('c').data().asDouble()) {
        if (!Double.isFinite(number)) {
          throw new IOException(
              file + ": " + name + " holds a number that is NaN or infinite; train it anew");
        }
      }
    }
    return saved;
  }
}
