package dev.chainrule.cli;

import dev.chainrule.kernel.Kernels;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Loads ND4J and its native libraries on a second thread, since data can be read meanwhile: neither
 * needs the other.
 */
final class NativeLoad {
  private final CompletableFuture<Kernels> loading =
      CompletableFuture.supplyAsync(() -> Kernels.best(DataType.FLOAT));

  private NativeLoad() {}

  /** Begins; no array may be touched before {@link #await} has returned. */
  static NativeLoad start() {
    return new NativeLoad();
  }

  /** Returns when all is loaded; throws what went wrong, as if it had been loaded here. */
  void await() {
    try {
      loading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) { // a library that is missing or does not fit
        throw error;
      }
      throw e;
    }
  }
}
