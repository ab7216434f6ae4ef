package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chainrule.dataset.Dataset;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.chainrule.data.Datasets#all")
  void everySetObeysTheLaws(DatasetEntry entry) throws Exception {
    assumeTrue(
        isHere(entry),
        "skipped: "
            + entry.name()
            + " is not on this machine; set CHAINRULE_DATA to its directory");
    TrainTest data = entry.loader().load(LoadOptions.DEFAULT);
    assertThat(data.name()).isEqualTo(entry.name());
    assertThat(data.train().inputShape()).isEqualTo(data.test().inputShape());
    assertThat(data.train().classes()).isEqualTo(data.test().classes());
    DatasetLaws.hold(data.train());
    DatasetLaws.hold(data.test());
  }

  @Test
  void anArchiveObeysTheLaws() throws Exception {
    TinyArchive tiny = TinyArchive.packedIn(folder.resolve("tiny"));
    DatasetEntry entry = DatasetEntry.archive(tiny.archive(Digest.Of.GZIP, List.of()));
    LoadOptions here = LoadOptions.DEFAULT.withDataDirectory(folder);
    DatasetLaws.hold(entry.loader().load(here).train());
    DatasetLaws.hold(entry.loader().load(here).test());
    assertThat(entry.loader().load(here.withRows(7)).train().size()).isEqualTo(7);
    assertThat(entry.fetcher().fetch(here)).hasSize(4);
  }

  @Test
  void imagesWithTheirShapeObeyTheLaws() throws Exception {
    DatasetLaws.hold(Digits.test().withImageShape());
    DatasetLaws.hold(Split.random(Digits.test(), 500, 1).validation());
  }

  @Test
  void theTableHasEveryGeneratorAndEveryArchive() throws Exception {
    List<String> members = new ArrayList<>();
    for (Method method : Synthetic.class.getDeclaredMethods()) {
      boolean draws =
          Arrays.equals(
              method.getParameterTypes(), new Class<?>[] {int.class, double.class, long.class});
      if (Modifier.isPublic(method.getModifiers()) && draws) {
        members.add(((Points) method.invoke(null, 10, 0.1, 1L)).name());
      }
    }
    for (var field : ImageArchive.class.getFields()) {
      members.add(((ImageArchive) field.get(null)).name());
    }
    assertThat(members).hasSizeGreaterThanOrEqualTo(7);
    assertThat(Datasets.all()).extracting(DatasetEntry::name).containsAll(members);
  }

  @Test
  void everySetSaysWhereItComesFrom() {
    assertThat(Datasets.all())
        .allSatisfy(
            entry -> {
              assertThat(entry.description()).isNotBlank();
              assertThat(entry.provenance().licence()).isNotBlank();
              assertThat(entry.provenance().source()).isNotBlank();
              assertThat(entry.provenance().citation()).isNotBlank();
            })
        .extracting(DatasetEntry::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void trainAndTestAreOtherDraws() throws IOException {
    for (String name : List.of("xor", "moons", "circles", "spiral", "digits")) {
      TrainTest data = Datasets.load(name, LoadOptions.DEFAULT.withRows(100).withSeed(3));
      assertThat(firstRow(data.train())).isNotEqualTo(firstRow(data.test()));
      TrainTest again = Datasets.load(name, LoadOptions.DEFAULT.withRows(100).withSeed(3));
      assertThat(firstRow(again.train())).isEqualTo(firstRow(data.train()));
      TrainTest other = Datasets.load(name, LoadOptions.DEFAULT.withRows(100).withSeed(4));
      assertThat(firstRow(other.train())).isNotEqualTo(firstRow(data.train()));
      assertThat(data.train().size()).isEqualTo(100);
    }
  }

  @Test
  void makesFilesOfWhatIsGenerated() throws IOException {
    LoadOptions few = LoadOptions.DEFAULT.withRows(60).withSeed(5);
    List<Path> made = Datasets.make("digits", few, folder.resolve("new/digits"));
    assertThat(made).hasSize(4);
    TrainTest read = ImageFolder.read("mine", folder.resolve("new/digits"), Images.numbered(10));
    assertThat(firstRow(read.train())).isEqualTo(firstRow(Datasets.load("digits", few).train()));
    List<Path> csv = Datasets.make("moons", few, folder.resolve("moons"));
    assertThat(csv).hasSize(2).allSatisfy(f -> assertThat(Files.readAllLines(f)).hasSize(61));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> Datasets.make("mnist", few, folder))
        .withMessage("mnist is published, not generated; fetch it instead");
    assertThat(Datasets.fetch("digits", LoadOptions.DEFAULT)).isEmpty();
  }

  /** What a set has no use for is refused, and what it has a use for is not. */
  @ParameterizedTest
  @MethodSource("dev.chainrule.data.Datasets#all")
  void refusesOptionsWithoutEffect(DatasetEntry entry) {
    Map<LoadOption, LoadOptions> said =
        Map.of(
            LoadOption.DIRECTORY, LoadOptions.DEFAULT.withDataDirectory(folder),
            LoadOption.ROWS, LoadOptions.DEFAULT.withRows(20),
            LoadOption.NOISE, LoadOptions.DEFAULT.withNoise(0.5),
            LoadOption.SEED, LoadOptions.DEFAULT.withSeed(2));
    for (LoadOption option : LoadOption.values()) {
      boolean used = Datasets.thatUse(option).contains(entry.name());
      assertThat(used).isEqualTo(entry.options().contains(option));
      if (!used) {
        assertThatIllegalArgumentException()
            .as("%s of %s", option, entry.name())
            .isThrownBy(() -> Datasets.load(entry.name(), said.get(option)))
            .withMessageStartingWith(option + " has no effect on " + entry.name() + "; it is for");
      }
    }
  }

  @Test
  void refusesMoreRowsThanThereAreAndSeedsOfFiles() throws IOException {
    Datasets.make("digits", LoadOptions.DEFAULT.withRows(20), folder);
    LoadOptions here = LoadOptions.DEFAULT.withDataDirectory(folder);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Datasets.load("digits", here.withRows(21)))
        .withMessage("rows must be at most 20, which are all there are, got 21");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Datasets.load("digits", here.withSeed(3)))
        .withMessage("seed has no effect on digits that are read from files; it draws new ones");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Datasets.make("moons", here, folder))
        .withMessage("dataDirectory has no effect on what is made anew");
  }

  @Test
  void saysWhichSetsThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Datasets.load("minst", LoadOptions.DEFAULT))
        .withMessage(
            "no data set is called \"minst\"; there are digits, mnist, fashion, kmnist, xor, moons,"
                + " circles, spiral");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoadOptions.DEFAULT.withRows(0))
        .withMessage("rows must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoadOptions.DEFAULT.withNoise(-0.5))
        .withMessage("noise must not be negative, got -0.5");
  }

  private static float[] firstRow(Dataset data) {
    float[] x = new float[Math.toIntExact(data.inputShape().size())];
    data.read(new int[] {0}, 0, 1, x, new float[1]);
    return x;
  }

  /** Whether loading needs no network. */
  private static boolean isHere(DatasetEntry entry) throws IOException {
    ArchiveStore store = new ArchiveStore(DataDirectories.ofProcess(Optional.empty()));
    for (ImageArchive archive :
        List.of(ImageArchive.MNIST, ImageArchive.FASHION, ImageArchive.KMNIST)) {
      if (archive.name().equals(entry.name())) {
        for (ImageArchive.Member member : archive.files()) {
          if (store.find(archive, member).isEmpty()) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
