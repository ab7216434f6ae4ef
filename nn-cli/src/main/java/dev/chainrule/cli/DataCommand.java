package dev.chainrule.cli;

import dev.chainrule.data.DatasetEntry;
import dev.chainrule.data.Datasets;
import dev.chainrule.data.ImageFolder;
import dev.chainrule.data.LoadOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn data}. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = "Lists, fetches, makes and shows data sets.",
    footer = {
      "",
      "Examples:",
      "  nn data list",
      "  nn data fetch mnist",
      "  nn data make digits --rows 60000 --seed 7 --out my-digits",
      "  nn data show digits --out digits.png"
    })
final class DataCommand implements Runnable {
  private static final List<String> WRITTEN =
      List.of(
          "train.csv",
          "test.csv",
          ImageFolder.TRAIN_IMAGES + ".gz",
          ImageFolder.TRAIN_LABELS + ".gz",
          ImageFolder.TEST_IMAGES + ".gz",
          ImageFolder.TEST_LABELS + ".gz");

  @Spec private CommandSpec spec;

  /** Which data set; all subcommands but list take it. */
  static final class Name {
    @Parameters(
        paramLabel = "NAME",
        converter = Choices.OfData.class,
        completionCandidates = Choices.OfData.class,
        description = "One of ${COMPLETION-CANDIDATES}.")
    String name = "";
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command: list, fetch, make or show");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the data sets, their sources and licences.")
  int list() {
    for (DatasetEntry entry : Datasets.all()) {
      System.out.printf(Locale.ROOT, "%-8s %s%n", entry.name(), entry.description());
      System.out.printf(
          Locale.ROOT,
          "%-8s   %s (%s)%n",
          "",
          entry.provenance().source(),
          entry.provenance().licence());
    }
    return 0;
  }

  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = "Downloads a published data set into the cache, unless it is there already.")
  int fetch(
      @Mixin Name set,
      @Option(
              names = "--data-dir",
              paramLabel = "DIR",
              description = "Where its files may be already.")
          @Nullable Path directory)
      throws IOException {
    DataOptions options = DataOptions.of(spec, "--seed");
    options.data = set.name;
    options.directory = directory;
    options.checkEffects();
    try (DownloadBar bar = new DownloadBar()) {
      List<Path> files = Datasets.fetch(set.name, options.options().withProgress(bar));
      if (files.isEmpty()) {
        System.out.println(set.name + " comes with Chainrule; there is nothing to fetch.");
      }
      files.forEach(System.out::println);
    }
    return 0;
  }

  @Command(
      name = "make",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Writes a generated data set to files: digits as IDX, problems in the plane as CSV."
      })
  int make(
      @Mixin Name set,
      @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to.")
          Path out,
      @Option(
              names = "--seed",
              paramLabel = "N",
              description = "Of what is drawn at random. Default: that of the set itself.")
          @Nullable Long seed,
      @Option(
              names = "--rows",
              paramLabel = "N",
              description = "Training rows. Default: 10000 digits, 1000 points.")
          @Nullable Integer rows,
      @Option(
              names = "--noise",
              paramLabel = "S",
              description = "Standard deviation of the noise of points in the plane.")
          @Nullable Double noise,
      @Option(names = "--force", description = "Write over the files of a data set in DIR.")
          boolean force)
      throws IOException {
    DataOptions options = DataOptions.of(spec, "--seed");
    options.data = set.name;
    options.seed = seed;
    options.rows = rows;
    options.noise = noise;
    if (Datasets.find(set.name).options().contains(LoadOption.SEED)) { // else the maker refuses
      options.checkEffects();
      options.checkMemory();
    }
    checkUnused(out, force);
    try {
      Datasets.make(set.name, options.options(), out).forEach(System.out::println);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Draws examples of each class as a PNG: images side by side, or points.")
  int show(
      @Mixin Name set,
      @Option(names = "--out", paramLabel = "FILE", required = true, description = "A PNG file.")
          Path out,
      @Option(
              names = "--each",
              paramLabel = "N",
              defaultValue = "10",
              description = "Images of each class. Default: ${DEFAULT-VALUE}.")
          int each,
      @Option(
              names = "--data-dir",
              paramLabel = "DIR",
              description = "Where its files are, as for nn train.")
          @Nullable Path directory,
      @Option(names = "--rows", paramLabel = "N", description = "How many rows to draw or look at.")
          @Nullable Integer rows,
      @Option(
              names = "--noise",
              paramLabel = "S",
              description = "Standard deviation of the noise of points in the plane.")
          @Nullable Double noise)
      throws IOException {
    DataOptions options = DataOptions.of(spec, "--seed");
    options.data = set.name;
    options.directory = directory;
    options.rows = rows;
    options.noise = noise;
    if (each < 1) {
      throw new ParameterException(spec.commandLine(), "--each must be at least 1, got " + each);
    }
    new Effects(spec.subcommands().get("show").getCommandSpec())
        .check(
            "--each",
            Datasets.find(set.name).options().contains(LoadOption.DIRECTORY),
            "points are drawn all in one picture; it is for images");
    DataPicture.write(options.load().train(), each, out);
    System.out.println(Plain.line(out.toString()));
    return 0;
  }

  /** Files of data that are there may be the only ones; their names are ours, not the user's. */
  private static void checkUnused(Path folder, boolean force) throws IOException {
    for (String name : WRITTEN) {
      if (!force && Files.exists(folder.resolve(name))) {
        throw new IOException(
            folder.resolve(name)
                + " is there already; choose another folder with --out, or write over it with"
                + " --force");
      }
    }
  }
}
