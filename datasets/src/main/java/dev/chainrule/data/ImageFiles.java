package dev.chainrule.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a folder that may be the four of an image set, by the names that they have in the
 * wild. Beside {@code train-images-idx3-ubyte}, with or without {@code .gz} and in letters of any
 * case, these are: {@code train-images.idx3-ubyte} and a file within a folder of its own name, as
 * Kaggle has them, and {@code emnist-letters-train-images-idx3-ubyte}, as EMNIST has. {@code test}
 * is another word for {@code t10k}.
 *
 * @param sets which sets of EMNIST there are; {@code ""} among them for names without one
 */
record ImageFiles(Path folder, List<Path> files, List<String> sets) {
  private static final Pattern SET = Pattern.compile("(emnist-[a-z]+)-(?=train-|test-)");

  /** Those of a folder; none where it is no folder. */
  static ImageFiles in(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path entry : entries.filter(ImageFiles::isNamedSo).toList()) {
          if (Files.isRegularFile(entry)) {
            files.add(entry);
          } else if (Files.isRegularFile(entry.resolve(entry.getFileName()))) {
            files.add(entry.resolve(entry.getFileName()));
          }
        }
      }
    }
    files.sort(
        Comparator.comparing((Path file) -> !isPacked(file)) // packed ones are the published ones
            .thenComparing(file -> !name(file).startsWith(common(file)))
            .thenComparing(Path::toString));
    List<String> sets = files.stream().map(ImageFiles::set).distinct().toList();
    return new ImageFiles(folder, List.copyOf(files), sets);
  }

  /**
   * Folders of {@code directory} whose names say that they hold a set: {@code mnist}, {@code
   * MNIST/raw} and {@code FashionMNIST/raw}, as PyTorch's downloads are, and itself if it has such
   * a name. The first one is {@code directory/set}, even if it does not exist.
   */
  static List<Path> foldersOf(Path directory, String set) throws IOException {
    List<Path> folders = new ArrayList<>();
    folders.add(directory.resolve(set));
    if (Files.isDirectory(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        entries
            .filter(entry -> isCalled(entry, set) && Files.isDirectory(entry))
            .sorted()
            .forEach(folders::add);
      }
    }
    Path itself = directory.toAbsolutePath().normalize();
    Path parent = itself.getParent();
    if (isCalled(itself, set)
        || (isCalled(itself, "raw") && parent != null && isCalled(parent, set))) {
      folders.add(directory);
    }
    return folders.stream()
        .flatMap(folder -> Stream.of(folder, folder.resolve("raw")))
        .distinct()
        .toList();
  }

  private static boolean isCalled(Path folder, String set) {
    String name = name(folder).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return name.equals(set) || name.equals(set + "mnist");
  }

  /** Those that may be the file of this name, the likeliest first. */
  List<Path> named(String name) {
    String wanted = common(Path.of(name));
    return files.stream().filter(file -> common(file).equals(wanted)).toList();
  }

  /** Those of no set of EMNIST, which are other sets by their names. */
  ImageFiles withoutSets() {
    List<Path> rest = files.stream().filter(file -> set(file).isEmpty()).toList();
    return new ImageFiles(folder, rest, rest.isEmpty() ? List.of() : List.of(""));
  }

  private static boolean isNamedSo(Path file) {
    return common(file).matches("(train|t10k)-(images-idx3|labels-idx1)-ubyte");
  }

  private static boolean isPacked(Path file) {
    return name(file).toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private static String set(Path file) {
    Matcher matcher = SET.matcher(name(file).toLowerCase(Locale.ROOT));
    return matcher.lookingAt() ? matcher.group(1) : "";
  }

  /** The name that MNIST's file has, without {@code .gz}. */
  private static String common(Path file) {
    return SET.matcher(name(file).toLowerCase(Locale.ROOT))
        .replaceFirst("")
        .replaceFirst("\\.gz$", "")
        .replaceFirst("^test-", "t10k-")
        .replaceFirst("[._]idx(?=[13])", "-idx");
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }
}
