package dev.chainrule.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** Those with products for AVX2. */
  private static final List<String> WITH_AVX2 = List.of("ZEN", "HASWELL", "EXCAVATOR");

  private static final Path ABOUT_THE_PROCESSOR = Path.of("/proc/cpuinfo");

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

  /**
   * What {@code OPENBLAS_CORETYPE} should say: if it says nothing, and OpenBLAS, older than this
   * processor, has taken it for one that can do less. Known on Linux only.
   */
  static Optional<String> betterCore() {
    if (System.getenv("OPENBLAS_CORETYPE") != null || !Files.isReadable(ABOUT_THE_PROCESSOR)) {
      return Optional.empty();
    }
    try {
      Set<String> flags = flags(Files.readString(ABOUT_THE_PROCESSOR));
      return CORE.flatMap(core -> betterThan(core, flags));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Set<String> flags(String processors) {
    return processors
        .lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> new HashSet<>(List.of(line.replaceFirst(".*:\\s*", "").split("\\s+"))))
        .orElse(new HashSet<>());
  }

  /** For a processor of which the system says these flags. */
  static Optional<String> betterThan(String core, Set<String> flags) {
    if (WITH_SMALL_PRODUCTS.contains(core)) {
      return Optional.empty();
    }
    if (flags.contains("avx512vl")) {
      return Optional.of("SkylakeX");
    }
    return flags.contains("avx2") && !WITH_AVX2.contains(core)
        ? Optional.of("Haswell")
        : Optional.empty();
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
