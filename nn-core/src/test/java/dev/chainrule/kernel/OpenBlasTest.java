package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
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
}
