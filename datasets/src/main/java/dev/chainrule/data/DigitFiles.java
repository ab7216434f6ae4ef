package dev.chainrule.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Digits that {@link Datasets#make} wrote, in a directory named by hand or its folder digits. */
final class DigitFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DigitFiles.class);
  private static final String SET = "digits";
  private static final List<String> NAMES = ImageArchive.MNIST.names();

  private DigitFiles() {}

  /** The rows, at most {@code rows} of them to train on. */
  static TrainTest load(Path directory, LoadOptions options) throws IOException {
    List<Path> files = in(directory);
    LOG.info("digits are read from {}", files.get(0).getParent());
    TrainTest all = ImageFolder.read(SET, files, Images.numbered(10));
    return new TrainTest(SET, DatasetEntry.first(all.train(), options), all.test());
  }

  /**
   * The four files.
   *
   * @throws DataDirectoryException unless one folder has them all
   */
  static List<Path> in(Path directory) throws IOException {
    DataDirectories.checkNamed(directory);
    List<String> faults = new ArrayList<>();
    List<Path> folders = new ArrayList<>(ImageFiles.foldersOf(directory, SET));
    folders.add(directory);
    for (Path folder : new LinkedHashSet<>(folders)) {
      ImageSetFolder place = ImageSetFolder.byName(folder, SET, NAMES);
      if (place.complete()) {
        faults.forEach(fault -> LOG.warn("{}; passed over", fault));
        return NAMES.stream().map(place.files()::get).toList();
      }
      faults.addAll(place.faults());
    }
    if (faults.isEmpty()) {
      faults.add(
          String.format(
                  Locale.ROOT,
                  "%s: expected the four files of digits (%s) there or in %s, found none; make them first, or",
                  directory,
                  String.join(", ", NAMES),
                  directory.resolve(SET))
              + " name no directory to load the bundled ones");
    }
    throw new DataDirectoryException(String.join("\n", faults));
  }
}
