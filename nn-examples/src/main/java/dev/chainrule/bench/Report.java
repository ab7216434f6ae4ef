package dev.chainrule.bench;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.util.List;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured in one run. As JSON it has the names that the programs compared with share:
 * the components' in snake case; what was not measured is left out.
 *
 * @param program {@code chainrule}
 * @param version of the program
 * @param runtime which Java
 * @param blas which BLAS
 * @param threads how many a step may use
 * @param machine on what
 * @param workloads training steps
 */
public record Report(
    String program,
    String version,
    String runtime,
    String blas,
    int threads,
    Machine machine,
    @Nullable List<StepResult> workloads) {
  /** Nothing measured yet, of this program, in this process, on this machine. */
  public static Report empty(String version, int threads) {
    return new Report(
        "chainrule",
        version,
        "Java " + System.getProperty("java.version"),
        blasName(),
        threads,
        Machine.here(),
        null);
  }

  /** With training steps. */
  public Report withWorkloads(List<StepResult> results) {
    return new Report(program, version, runtime, blas, threads, machine, results);
  }

  /** As one JSON object on one line. */
  public String toJson() {
    ObjectMapper mapper =
        new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .setDefaultPropertyInclusion(Include.NON_NULL);
    try {
      return mapper.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The library's name and version, or what was loaded in its place. */
  private static String blasName() {
    String replaced = System.getProperty("org.bytedeco.openblas.load", "");
    if (!replaced.isEmpty()) {
      return replaced;
    }
    String version = openblas.class.getPackage().getImplementationVersion(); // 0.3.19-1.5.7
    return version == null ? "OpenBLAS" : "OpenBLAS " + version.replaceFirst("-.*", "");
  }
}
