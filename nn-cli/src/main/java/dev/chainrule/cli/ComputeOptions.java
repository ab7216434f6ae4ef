package dev.chainrule.cli;

import dev.chainrule.kernel.BlasThreads;
import dev.chainrule.kernel.KernelChoice;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What computes: {@code --threads} and {@code --kernels}. */
final class ComputeOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = {
        "Threads that share a step where its work is worth it. Another number rounds sums"
            + " differently. Default: one for each core."
      })
  private @Nullable Integer threads;

  @Option(
      names = "--kernels",
      paramLabel = "NAME",
      converter = KindConverter.class,
      defaultValue = "fast",
      description = {
        "fast, or reference: ND4J's own operations, to compare with. Default: ${DEFAULT-VALUE}."
      })
  private KernelChoice.Kind kind = KernelChoice.Kind.FAST;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * What was asked for; from here on, ND4J's own operations use as many threads as it says.
   *
   * @throws ParameterException if the number is none
   */
  KernelChoice choice() {
    KernelChoice best = KernelChoice.best().withKind(kind);
    try {
      KernelChoice choice = threads == null ? best : best.withThreads(threads);
      // Its waiting threads cost more than they save beside small work, and fast kernels need none.
      BlasThreads.set(kind == KernelChoice.Kind.FAST ? 1 : choice.threads());
      return choice;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  /** Takes names in small letters. */
  static final class KindConverter
      implements picocli.CommandLine.ITypeConverter<KernelChoice.Kind> {
    @Override
    public KernelChoice.Kind convert(String name) {
      for (KernelChoice.Kind kind : KernelChoice.Kind.values()) {
        if (kind.toString().equals(name.toLowerCase(Locale.ROOT))) {
          return kind;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "there are fast and reference, got " + name);
    }
  }
}
