package dev.chainrule.cli;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Network;
import dev.chainrule.param.Params;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

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
    Optional<String> bad = params.firstNonFinite(Kernels.best(params.dataType()));
    if (bad.isPresent()) {
      throw new IOException(
          file + ": " + bad.get() + " holds a number that is NaN or infinite; train it anew");
    }
    return saved;
  }
}
