package dev.chainrule.kernel;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;

/**
 * For which processor OpenBLAS multiplies. It carries products for many, and chooses one set when
 * it is loaded: by what it knows of this processor, or what {@code OPENBLAS_CORETYPE} says.
 */
final class OpenBlas {
  /** The processors of x86_64 that it may name, and that matter to us; the newest first. */
  private static final List<String> CORES =
      List.of(
          "SAPPHIRERAPIDS",
          "COOPERLAKE",
          "SKYLAKEX",
          "ZEN",
          "HASWELL",
          "EXCAVATOR",
          "STEAMROLLER",
          "PILEDRIVER",
          "BULLDOZER",
          "SANDYBRIDGE",
          "BARCELONA",
          "NEHALEM",
          "CORE2",
          "PRESCOTT");

  /** Those with products of small matrices, for AVX-512. */
  private static final List<String> WITH_SMALL_PRODUCTS =
      List.of("SAPPHIRERAPIDS", "COOPERLAKE", "SKYLAKEX");

  private static final Optional<String> CORE = find();

  private OpenBlas() {}

  /** The processor; empty if it is another BLAS, or one built for a single processor. */
  static Optional<String> core() {
    return CORE;
  }

  /** Whether there are products of small matrices that do not copy them first. */
  static boolean hasSmallProducts() {
    return CORE.filter(WITH_SMALL_PRODUCTS::contains).isPresent();
  }

  /** Its variable {@code gotoblas} points to the table of one of them, each a symbol of its own. */
  private static Optional<String> find() {
    Loader.load(openblas.class);
    Pointer variable = Loader.addressof("gotoblas");
    if (variable == null || Loader.addressof("MKL_Set_Num_Threads") != null) { // MKL in its place
      return Optional.empty();
    }
    long chosen = new LongPointer(variable).get();
    return CORES.stream().filter(core -> isAt(chosen, core)).findFirst();
  }

  private static boolean isAt(long address, String core) {
    Pointer table = Loader.addressof("gotoblas_" + core);
    return table != null && table.address() == address;
  }
}
