package dev.chainrule.bench;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
 * @param inference predictions from one thread
 * @param concurrentInference predictions from several threads on one network
 * @param epoch one epoch, with its batches loaded and its evaluation
 * @param growth of the cost of a step
 * @param autodiff derivatives of formulas
 */
public record Report(
    String program,
    String version,
    String runtime,
    String blas,
    int threads,
    Machine machine,
    @Nullable List<StepResult> workloads,
    @Nullable List<InferenceResult> inference,
    @Nullable List<ConcurrentResult> concurrentInference,
    @Nullable EpochResult epoch,
    @Nullable List<GrowthResult> growth,
    @Nullable AutodiffResult autodiff) {
  /** Nothing measured yet, of this program, in this process, on this machine. */
  public static Report empty(String version, int threads) {
    return new Report(
        "chainrule",
        version,
        "Java " + System.getProperty("java.version"),
        blasName(),
        threads,
        Machine.here(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** And a training step. */
  public Report with(StepResult result) {
    return with(and(workloads, result), inference, concurrentInference, epoch, growth, autodiff);
  }

  /** The same, with what {@code change} makes of the training step of this workload. */
  public Report with(String workload, UnaryOperator<StepResult> change) {
    List<StepResult> changed =
        Stream.ofNullable(workloads)
            .flatMap(List::stream)
            .map(result -> result.name().equals(workload) ? change.apply(result) : result)
            .toList();
    return with(changed, inference, concurrentInference, epoch, growth, autodiff);
  }

  /** And predictions from one thread. */
  public Report with(InferenceResult result) {
    return with(workloads, and(inference, result), concurrentInference, epoch, growth, autodiff);
  }

  /** And predictions from several threads. */
  public Report with(ConcurrentResult result) {
    return with(workloads, inference, and(concurrentInference, result), epoch, growth, autodiff);
  }

  /** And an epoch, in place of any before. */
  public Report with(EpochResult result) {
    return with(workloads, inference, concurrentInference, result, growth, autodiff);
  }

  /** And growth. */
  public Report with(GrowthResult result) {
    return with(workloads, inference, concurrentInference, epoch, and(growth, result), autodiff);
  }

  /** And derivatives, in place of any before. */
  public Report with(AutodiffResult result) {
    return with(workloads, inference, concurrentInference, epoch, growth, result);
  }

  /** These measurements, of the same program on the same machine. */
  private Report with(
      @Nullable List<StepResult> steps,
      @Nullable List<InferenceResult> alone,
      @Nullable List<ConcurrentResult> together,
      @Nullable EpochResult epochs,
      @Nullable List<GrowthResult> grown,
      @Nullable AutodiffResult derivatives) {
    return new Report(
        program,
        version,
        runtime,
        blas,
        threads,
        machine,
        steps,
        alone,
        together,
        epochs,
        grown,
        derivatives);
  }

  private static <T> List<T> and(@Nullable List<T> list, T one) {
    return Stream.concat(Stream.ofNullable(list).flatMap(List::stream), Stream.of(one)).toList();
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
