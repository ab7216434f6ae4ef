package dev.chainrule.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the one {@link ImageSetFolder} of this machine to take an archive's files from. A
 * directory that was named by hand and has some of them, but not all, is an error; any other is
 * passed over.
 */
record ArchiveSearch(DataDirectories directories, ImageArchive archive) {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveSearch.class);

  /** The first place that has all four files, else the archive's folder in the cache. */
  ImageSetFolder place() throws IOException {
    Optional<ImageSetFolder> named = named();
    if (named.isPresent()) {
      return named.get();
    }
    for (Path directory : unnamed()) {
      Optional<ImageSetFolder> found = completeIn(directory, this::passOver);
      if (found.isPresent()) {
        return found.get();
      }
    }
    ImageSetFolder begun = ImageSetFolder.byName(cacheFolder(), archive.name(), archive.names());
    reportDifferences(begun);
    return begun;
  }

  private Optional<ImageSetFolder> named() throws IOException {
    if (directories.named().isEmpty()) {
      return Optional.empty();
    }
    Path directory = directories.named().get();
    DataDirectories.checkNamed(directory);
    Set<String> faults = new LinkedHashSet<>();
    Optional<ImageSetFolder> found = completeIn(directory, place -> faults.addAll(place.faults()));
    if (found.isPresent()) {
      faults.forEach(fault -> LOG.warn("{}; passed over", fault));
    } else if (!faults.isEmpty()) {
      throw new DataDirectoryException(String.join("\n", faults));
    } else {
      LOG.warn(
          "{} holds none of {}'s files ({}, with or without .gz, there or in {}); looking on in {}",
          directory,
          archive.name(),
          String.join(", ", archive.names()),
          directory.resolve(archive.name()),
          unnamed().stream().map(Path::toString).collect(Collectors.joining(", then ")));
    }
    return found;
  }

  private List<Path> unnamed() {
    List<Path> all = directories.all();
    return directories.named().isPresent() ? all.subList(1, all.size()) : all;
  }

  /**
   * A folder that is called as the archive is, where names decide, else the directory itself, where
   * digests do.
   */
  private Optional<ImageSetFolder> completeIn(Path directory, Consumer<ImageSetFolder> otherwise)
      throws IOException {
    for (Path folder : ImageFiles.foldersOf(directory, archive.name())) {
      ImageSetFolder place = ImageSetFolder.byName(folder, archive.name(), archive.names());
      if (place.complete()) {
        reportDifferences(place);
        return Optional.of(place);
      }
      otherwise.accept(place);
    }
    ImageSetFolder direct = ImageSetFolder.byDigest(directory, archive);
    if (direct.complete()) {
      return Optional.of(direct);
    }
    otherwise.accept(direct);
    return Optional.empty();
  }

  /** Warns of files that a user may believe in use; not of the cache, which will be completed. */
  private void passOver(ImageSetFolder place) {
    if (place.folder().equals(cacheFolder())) {
      return;
    }
    for (String fault : place.faults()) {
      if (place.files().isEmpty()) { // another set's files, in all likelihood
        LOG.debug("{}; passed over", fault);
      } else {
        LOG.warn("{}; passed over", fault);
      }
    }
  }

  private Path cacheFolder() {
    return directories.cache().resolve(archive.name());
  }

  private void reportDifferences(ImageSetFolder place) throws IOException {
    for (ImageArchive.Member member : archive.files()) {
      Path file = place.files().get(member.name());
      if (file != null) {
        reportDifference(file, member.digest());
      }
    }
  }

  private void reportDifference(Path file, Digest digest) throws IOException {
    switch (digest.check(file)) {
      case SAME -> LOG.debug("{} is the published file", file);
      case CANNOT_TELL ->
          LOG.debug(
              "{} is unpacked and only the packed file's digest is published: its structure alone is"
                  + " checked",
              file);
      case DIFFERENT ->
          LOG.warn(
              "{} is not the published file of {} (SHA-256 differs); it is used as it is",
              file,
              archive.name());
    }
  }
}
