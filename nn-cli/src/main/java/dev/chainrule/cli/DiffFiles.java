package dev.chainrule.cli;

import dev.chainrule.diff.Derived;
import dev.chainrule.diff.ErrorPlot;
import dev.chainrule.diff.LatexReport;
import dev.chainrule.diff.NumberStyle;
import dev.chainrule.diff.Picture;
import dev.chainrule.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What {@code nn diff} writes besides its text. */
final class DiffFiles {
  static final String STANDARD = "-";

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description = "Draw the errors that --check finds, against h.")
  private @Nullable Path plot;

  @Option(
      names = "--dot",
      paramLabel = "FILE",
      description = "Write the computation graph for Graphviz; - is standard output.")
  private @Nullable String dot;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write the computation graph as a picture; - is standard output.")
  private @Nullable String svg;

  @Option(
      names = "--latex",
      paramLabel = "FILE.tex",
      arity = "0..1",
      fallbackValue = STANDARD,
      preprocessor = TexFile.class,
      description = "Write the derivation as LaTeX, to standard output if no FILE.tex is named.")
  private @Nullable String latex;

  /** So that {@code --latex} takes no formula for a file; behind = stands a file in any case. */
  static final class TexFile implements IParameterPreprocessor {
    @Override
    @SuppressWarnings({"JdkObsolete", "NonApiType"}) // picocli's signature
    public boolean preprocess(
        Stack<String> left, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      boolean file =
          !left.isEmpty()
              && ("=".equals(info.get("separator"))
                  || left.peek().endsWith(".tex")
                  || left.peek().equals(STANDARD));
      option.setValue(file ? left.pop() : STANDARD);
      return true;
    }
  }

  /** Refuses names that are none, before anything is computed. */
  void checkNames() {
    checkName("--plot", plot == null ? null : plot.toString());
    checkName("--dot", dot);
    checkName("--svg", svg);
    checkName("--latex", latex);
    if (plot != null && plot.toString().equals(STANDARD)) {
      throw new IllegalArgumentException("--plot draws into a file, not to standard output");
    }
  }

  private static void checkName(String option, @Nullable String file) {
    if (file != null && file.isBlank()) {
      throw new IllegalArgumentException(option + " needs the name of a file");
    }
  }

  /** How many are to go to standard output, in place of the text. */
  long countOfStandardOutput() {
    return Stream.of(dot, svg, latex).filter(STANDARD::equals).count();
  }

  /** Whether anything is written that shows numbers as text. */
  boolean hasFiles() {
    return Stream.of(dot, svg, latex).anyMatch(DiffFiles::isFile);
  }

  boolean hasPlot() {
    return plot != null;
  }

  /** What goes to standard output in place of the text, or nothing. */
  String standardOutput(Derived derived, NumberStyle numbers) {
    return STANDARD.equals(latex)
        ? LatexReport.of(derived, numbers)
        : STANDARD.equals(dot)
            ? Picture.of(derived, numbers).toDot()
            : STANDARD.equals(svg) ? Picture.of(derived, numbers).toSvg() : "";
  }

  /** Writes the others, and names them. */
  List<String> write(Derived derived, NumberStyle numbers) throws IOException {
    List<String> written = new ArrayList<>();
    if (isFile(latex)) {
      write(latex, LatexReport.of(derived, numbers), written);
    }
    if (isFile(dot)) {
      write(dot, Picture.of(derived, numbers).toDot(), written);
    }
    if (isFile(svg)) {
      write(svg, Picture.of(derived, numbers).toSvg(), written);
    }
    if (plot != null && derived.check().isPresent()) {
      try {
        AtomicFile.write(
            plot,
            out ->
                ErrorPlot.write(derived.check().get(), derived.walk().formula().toString(), out));
      } catch (LinkageError | InternalError e) { // a JDK without font libraries
        throw new IOException("this Java cannot draw text; install fontconfig: " + e, e);
      }
      written.add(plot.toString());
    }
    return written;
  }

  private static boolean isFile(@Nullable String name) {
    return name != null && !name.equals(STANDARD);
  }

  private static void write(@Nullable String file, String text, List<String> written)
      throws IOException {
    AtomicFile.writeString(Path.of(String.valueOf(file)), text);
    written.add(file);
  }
}
