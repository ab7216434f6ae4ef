package dev.chainrule.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One folder, and which of the four files of an image set may be taken from it. A set is read from
 * one place, since train images of one and labels of another would fit and mean nothing.
 *
 * @param files those that may be taken, by name with {@code .gz}
 * @param faults a sentence for each reason that it is not complete; none where it has no file by
 *     any of the four names
 */
record ImageSetFolder(
    Path folder, List<String> names, Map<String, Path> files, List<String> faults) {
  /** A folder in which names alone decide. */
  static ImageSetFolder byName(Path folder, String set, List<String> names) throws IOException {
    ImageFiles here = ImageFiles.in(folder);
    if (here.sets().contains("")) {
      here = here.withoutSets();
    }
    if (here.sets().size() > 1) {
      String fault =
          String.format(
                  Locale.ROOT,
                  "%s: expected the four files of %s, found those of several sets (%s); put the files of one",
                  folder,
                  set,
                  String.join(", ", here.sets()))
              + " into a folder of their own";
      return new ImageSetFolder(folder, names, Map.of(), List.of(fault));
    }
    Map<String, Path> files = new LinkedHashMap<>();
    for (String name : names) {
      here.named(name).stream().findFirst().ifPresent(file -> files.put(name, file));
    }
    return new ImageSetFolder(folder, names, files, lacking(here, set, names));
  }

  /** A folder that may hold any set's files, so that the digests decide. */
  static ImageSetFolder byDigest(Path folder, ImageArchive archive) throws IOException {
    ImageFiles here = ImageFiles.in(folder).withoutSets();
    Map<String, Path> files = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    for (ImageArchive.Member member : archive.files()) {
      List<String> objections = new ArrayList<>();
      for (Path file : here.named(member.name())) {
        Optional<String> objection = objection(folder, file, archive, member.digest());
        objection.ifPresentOrElse(objections::add, () -> files.putIfAbsent(member.name(), file));
      }
      if (!files.containsKey(member.name())) {
        faults.addAll(objections);
      }
    }
    faults.addAll(lacking(here, archive.name(), archive.names()));
    return new ImageSetFolder(folder, archive.names(), files, faults);
  }

  /** Whether all four are here. */
  boolean complete() {
    return files.size() == names.size();
  }

  private static Optional<String> objection(
      Path folder, Path file, ImageArchive archive, Digest digest) throws IOException {
    String advice = "; put it into " + folder.resolve(archive.name()) + " to use it all the same";
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
  private static List<String> lacking(ImageFiles here, String set, List<String> names) {
    List<String> missing = names.stream().filter(name -> here.named(name).isEmpty()).toList();
    int found = names.size() - missing.size();
    return missing.isEmpty() || found == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%s: expected the four files of %s, found %d; missing (with or without .gz): %s",
                here.folder(),
                set,
                found,
                String.join(", ", missing)));
  }
}
