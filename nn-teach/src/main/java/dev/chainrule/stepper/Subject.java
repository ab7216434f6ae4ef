package dev.chainrule.stepper;

import dev.chainrule.data.ArchiveStore;
import dev.chainrule.data.DataDirectories;
import dev.chainrule.data.Datasets;
import dev.chainrule.data.ImageArchive;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What there is to learn: a data set's name, its form and what a network for it looks like unless
 * said otherwise. To add one of {@link Datasets}, add a line to the table.
 *
 * @param name what {@code data=} says
 * @param title one line for people
 * @param features numbers in a row's input; none where that depends on the table
 * @param classes how many; none where targets are numbers or that depends on the table
 * @param isPicture whether an input is a picture, 28 × 28
 * @param points rows unless said otherwise; none where their number is given
 * @param noise standard deviation unless said otherwise; none where nothing is drawn
 * @param hidden units of the hidden layers unless said otherwise
 * @param activation of the hidden layers unless said otherwise
 */
public record Subject(
    String name,
    String title,
    OptionalInt features,
    OptionalInt classes,
    boolean isPicture,
    OptionalInt points,
    Optional<Double> noise,
    String hidden,
    String activation) {
  /** A picture's height and width. */
  public static final int SIDE = 28;

  static final String MAZUR = "mazur";
  static final String CSV = "csv";

  private static final int POINTS = 100;
  private static final int PICTURES = 1_000;

  private static final List<Subject> ALL =
      List.of(
          new Subject(
              MAZUR,
              "Mazur's example: two inputs, two outputs, one row",
              OptionalInt.of(2),
              OptionalInt.empty(),
              false,
              OptionalInt.empty(),
              Optional.empty(),
              "2",
              "sigmoid"),
          plane("xor", 0.1, "4"),
          plane("moons", 0.1, "8"),
          plane("circles", 0.05, "8"),
          plane("spiral", 0.02, "16,16"),
          pictures("digits"),
          pictures("mnist"),
          pictures("fashion"),
          pictures("kmnist"),
          new Subject(
              CSV,
              "a table of your own; its last column is the class, or the number, to learn",
              OptionalInt.empty(),
              OptionalInt.empty(),
              false,
              OptionalInt.empty(),
              Optional.empty(),
              "8",
              "tanh"));

  private static Subject plane(String name, double noise, String hidden) {
    return new Subject(
        name,
        Datasets.find(name).description(),
        OptionalInt.of(2),
        OptionalInt.of(2),
        false,
        OptionalInt.of(POINTS),
        Optional.of(noise),
        hidden,
        "tanh");
  }

  private static Subject pictures(String name) {
    return new Subject(
        name,
        Datasets.find(name).description(),
        OptionalInt.of(SIDE * SIDE),
        OptionalInt.of(10),
        true,
        OptionalInt.of(PICTURES),
        Optional.empty(),
        "32",
        "relu");
  }

  /** All there are, also those whose files this machine may not have. */
  public static List<Subject> all() {
    return ALL;
  }

  /** Those that can be used on this machine now: no file of theirs would have to be fetched. */
  public static List<Subject> available() {
    return ALL.stream().filter(Subject::isAvailable).toList();
  }

  /**
   * The one of this name.
   *
   * @throws ScenarioException if there is none, with the name that was probably meant
   */
  public static Subject named(String name) {
    List<String> names = ALL.stream().map(Subject::name).toList();
    return ALL.stream()
        .filter(subject -> subject.name().equals(name))
        .findFirst()
        .orElseThrow(() -> UnknownName.unknown("data", name, names));
  }

  /** Whether no file would have to be fetched. Looks at the disk. */
  public boolean isAvailable() {
    return Stream.of(ImageArchive.MNIST, ImageArchive.FASHION, ImageArchive.KMNIST)
        .filter(archive -> archive.name().equals(name))
        .allMatch(Subject::isOnDisk);
  }

  private static boolean isOnDisk(ImageArchive archive) {
    ArchiveStore store = new ArchiveStore(DataDirectories.ofProcess(Optional.empty()));
    try {
      for (ImageArchive.Member member : archive.files()) {
        if (store.find(archive, member).isEmpty()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false; // a folder that cannot be read: loading it would say so
    }
  }
}
