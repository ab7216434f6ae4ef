package dev.chainrule.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One folder, and which of the four files of an image set may be taken from it. A set is read from
 * one place, since train images of one and labels of another would fit and mean nothing.
 *
 * @param files those that may be taken, by name with {@code .gz}
 * @param faults a sentence for each reason that it is not complete; none where it has no file by
 *     any of the four names
 */
record Place(Path folder, List<String> names, Map<String, Path> files, List<String> faults) {
  /** A folder in which names alone decide. */
  static Place byName(Path folder, String set, List<String> names) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String name : names) {
      candidates(folder, name).stream().findFirst().ifPresent(file -> files.put(name, file));
    }
    return new Place(folder, names, files, lacking(folder, set, names));
  }

  /** A folder that may hold any set's files, so that the digests decide. */
  static Place byDigest(Path folder, ImageArchive archive) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    for (ImageArchive.Member member : archive.files()) {
      List<String> objections = new ArrayList<>();
      for (Path file : candidates(folder, member.name())) {
        Optional<String> objection = objection(file, archive, member.digest());
        objection.ifPresentOrElse(objections::add, () -> files.putIfAbsent(member.name(), file));
      }
      if (!files.containsKey(member.name())) {
        faults.addAll(objections);
      }
    }
    faults.addAll(lacking(folder, archive.name(), archive.names()));
    return new Place(folder, archive.names(), files, faults);
  }

  /** Whether all four are here. */
  boolean complete() {
    return files.size() == names.size();
  }

  private static Optional<String> objection(Path file, ImageArchive archive, Digest digest)
      throws IOException {
    String advice =
        "; put it into " + file.resolveSibling(archive.name()) + " to use it all the same";
    return switch (digest.check(file)) {
      case SAME -> Optional.empty();
      case DIFFERENT ->
          Optional.of(
              file
                  + " is not the published file of "
                  + archive.name()
                  + " (SHA-256 differs)"
                  + advice);
      case CANNOT_TELL ->
          Optional.of(
              file
                  + " may be another set's than "
                  + archive.name()
                  + " (it is unpacked, and only the packed file's SHA-256 is published)"
                  + advice);
    };
  }

  /** A sentence on the files that are missing, if some are and some are not. */
  private static List<String> lacking(Path folder, String set, List<String> names) {
    List<String> missing =
        names.stream().filter(name -> candidates(folder, name).isEmpty()).toList();
    int found = names.size() - missing.size();
    return missing.isEmpty() || found == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%s: expected the four files of %s, found %d; missing (with or without .gz): %s",
                folder,
                set,
                found,
                String.join(", ", missing)));
  }

  private static List<Path> candidates(Path folder, String name) {
    String plain = name.substring(0, name.length() - ".gz".length());
    return Stream.of(name, plain).map(folder::resolve).filter(Files::isRegularFile).toList();
  }
}
