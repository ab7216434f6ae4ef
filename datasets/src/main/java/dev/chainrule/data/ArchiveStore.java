package dev.chainrule.data;

import dev.chainrule.data.internal.FileLockGuard;
import dev.chainrule.data.internal.HttpDownload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files of an {@link ImageArchive} on this machine, and fetches those that are missing.
 *
 * <p>In each directory D of {@link DataDirectories} it looks for {@code D/<archive>/<file>}, where
 * the folder's name decides, then for {@code D/<file>}, where the digest must agree since many sets
 * name their files alike; either with or without {@code .gz}. All four are taken from one folder.
 * Names as Kaggle, PyTorch and EMNIST have them are known too ({@code MNIST/raw}, {@code
 * train-images.idx3-ubyte}, {@code emnist-letters-train-images-idx3-ubyte}). What a directory named
 * by hand lacks is an error, unless it has none of them at all; what another lacks is logged, and
 * the search goes on.
 *
 * <pre>{@code
 * ArchiveStore store = new ArchiveStore(DataDirectories.ofProcess(Optional.empty()));
 * TrainTest mnist = store.load(ImageArchive.MNIST, DownloadProgress.NONE);
 * }</pre>
 */
public final class ArchiveStore {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveStore.class);

  private final DataDirectories directories;
  private final boolean downloads;

  /** A store over these directories, which downloads what they lack. */
  public ArchiveStore(DataDirectories directories) {
    this(directories, true);
  }

  /** A store over these directories; what they lack is downloaded, or an error. */
  public ArchiveStore(DataDirectories directories, boolean downloads) {
    this.directories = directories;
    this.downloads = downloads;
  }

  /**
   * Reads an archive, fetching what is missing.
   *
   * @throws DataDirectoryException as for {@link #fetch}
   * @throws DownloadException if a file is missing and no mirror gives it
   * @throws DataFormatException if a file is malformed or two do not agree
   */
  public TrainTest load(ImageArchive archive, DownloadProgress progress) throws IOException {
    List<Path> files = fetch(archive, progress);
    return ImageFolder.read(archive.name(), files, archive.classNames());
  }

  /**
   * Where the four files of an archive are, after fetching what is missing into the cache.
   *
   * @throws DataDirectoryException if the directory named by hand is none, or has files of these
   *     names but not all four
   * @throws DownloadException if a file is missing, and no mirror gives it or none is to be asked
   */
  public List<Path> fetch(ImageArchive archive, DownloadProgress progress) throws IOException {
    ImageSetFolder place = new ArchiveSearch(directories, archive).place();
    List<Path> files = new ArrayList<>();
    for (ImageArchive.Member member : archive.files()) {
      Path found = place.files().get(member.name());
      files.add(found != null ? found : download(archive, member, progress));
    }
    return files;
  }

  /**
   * Where a file is on this machine, if it is: in the place that has all four, else in the cache.
   *
   * @throws DataDirectoryException as for {@link #fetch}
   */
  public Optional<Path> find(ImageArchive archive, ImageArchive.Member member) throws IOException {
    ImageSetFolder place = new ArchiveSearch(directories, archive).place();
    return Optional.ofNullable(place.files().get(member.name()));
  }

  private Path download(ImageArchive archive, ImageArchive.Member member, DownloadProgress progress)
      throws IOException {
    if (!downloads) {
      throw new DownloadException(
          String.format(
              Locale.ROOT,
              "%s of %s is not on this machine, and is not downloaded unless asked for; fetch it with nn data fetch %s",
              member.name(),
              archive.name(),
              archive.name()));
    }
    Path folder = cacheFolder(archive);
    Path target = folder.resolve(member.name());
    List<String> reasons = new ArrayList<>();
    try (FileLockGuard lock = FileLockGuard.waitFor(folder.resolve(member.name() + ".lock"))) {
      LOG.debug("holding {}", lock);
      if (Files.exists(target)) { // another process fetched it while this one waited
        return target;
      }
      for (URI mirror : archive.mirrors()) {
        URI from = mirror.resolve(member.name());
        try {
          new HttpDownload(from, target, member.digest(), progress).run();
          LOG.info("fetched {} from {}", target, from);
          return target;
        } catch (IOException e) {
          LOG.debug("no luck with {}", from, e);
          reasons.add(from + ": " + HttpDownload.reason(e));
        }
      }
    }
    throw new DownloadException(message(archive, member, target, reasons));
  }

  private Path cacheFolder(ImageArchive archive) throws DownloadException {
    Path folder = directories.cache().resolve(archive.name());
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DownloadException(
          folder
              + ": expected a directory to keep downloads in, found that it cannot be made ("
              + e.getClass().getSimpleName()
              + "); set XDG_CACHE_HOME to one that can, or put the files of "
              + archive.name()
              + " into a directory that "
              + DataDirectories.VARIABLE
              + " names, or a directory that you name");
    }
  }

  private static String message(
      ImageArchive archive, ImageArchive.Member member, Path target, List<String> reasons) {
    String wanted =
        archive.files().stream().map(ImageArchive.Member::name).collect(Collectors.joining(", "));
    return member.name()
        + " of "
        + archive.name()
        + " is not on this machine and could not be fetched:\n  "
        + String.join("\n  ", reasons)
        + "\nBy hand: put "
        + wanted
        + " (or the same without .gz) into "
        + target.getParent()
        + ", or into a folder "
        + archive.name()
        + " of a directory that "
        + DataDirectories.VARIABLE
        + " names, or a directory that you name.";
  }
}
