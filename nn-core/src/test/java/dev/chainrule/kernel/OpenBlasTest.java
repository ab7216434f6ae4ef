package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class OpenBlasTest {
  /** OpenBLAS itself says the processor that the variable names, so we must find the same. */
  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  @EnabledIfEnvironmentVariable(named = "OPENBLAS_CORETYPE", matches = "(?i)haswell|skylakex|zen")
  void knowsForWhichProcessorItMultiplies() {
    String named = System.getenv("OPENBLAS_CORETYPE").toUpperCase(Locale.ROOT);
    assertThat(OpenBlas.core()).contains(named);
    assertThat(OpenBlas.hasSmallProducts()).isEqualTo(named.equals("SKYLAKEX"));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void knowsOneOfItsProcessors() {
    assertThat(OpenBlas.core()).isPresent();
  }

  @Test
  void saysWhatWouldBeBetter() {
    Set<String> avx2 = Set.of("fpu", "avx", "avx2");
    Set<String> avx512 = Set.of("fpu", "avx", "avx2", "avx512f", "avx512vl");
    assertThat(OpenBlas.betterThan("BARCELONA", avx512)).contains("SkylakeX");
    assertThat(OpenBlas.betterThan("ZEN", avx512)).contains("SkylakeX");
    assertThat(OpenBlas.betterThan("SKYLAKEX", avx512)).isEmpty();
    assertThat(OpenBlas.betterThan("COOPERLAKE", avx512)).isEmpty();
    assertThat(OpenBlas.betterThan("BARCELONA", avx2)).contains("Haswell");
    assertThat(OpenBlas.betterThan("ZEN", avx2)).isEmpty();
    assertThat(OpenBlas.betterThan("SANDYBRIDGE", Set.of("fpu", "avx"))).isEmpty();
  }
}
