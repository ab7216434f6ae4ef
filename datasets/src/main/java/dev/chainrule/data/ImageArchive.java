package dev.chainrule.data;

import java.net.URI;
import java.util.List;

/**
 * A published image set of the four files of MNIST: what it is called, what its files are known by,
 * and where they may be fetched.
 *
 * @param name what users type: {@code fashion}
 * @param description one line for people
 * @param files the four files, in the order train images, train labels, test images, test labels
 * @param mirrors where they are, best first; each ends in {@code /}
 */
public record ImageArchive(
    String name,
    String description,
    List<String> classNames,
    List<Member> files,
    List<URI> mirrors,
    Provenance provenance) {
  /**
   * One file of the four.
   *
   * @param name with {@code .gz}
   */
  public record Member(String name, Digest digest) {}

  /** Handwritten digits. Digests are of the unpacked files, since mirrors pack them differently. */
  public static final ImageArchive MNIST =
      new ImageArchive(
          "mnist",
          "handwritten digits, 60,000 + 10,000 images of 28 × 28",
          Images.numbered(10),
          members(
              content("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db", 47040016),
              content("65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5", 60008),
              content("0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7", 7840016),
              content("ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2", 10008)),
          List.of(
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/")),
          new Provenance(
              "http://yann.lecun.com/exdb/mnist/",
              "CC BY-SA 3.0",
              "Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits, 1998"));

  /**
   * Zalando's articles of clothing. Digests are those that TensorFlow Datasets publishes for the
   * gzip files (url_checksums/fashion_mnist.txt).
   */
  public static final ImageArchive FASHION =
      new ImageArchive(
          "fashion",
          "Fashion-MNIST: articles of clothing, 60,000 + 10,000 images of 28 × 28",
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"),
          members(
              gzip("3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26421880),
              gzip("a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29515),
              gzip("346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4422102),
              gzip("67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5148)),
          List.of(
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
          new Provenance(
              "https://github.com/zalandoresearch/fashion-mnist",
              "MIT",
              "H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST, arXiv:1708.07747, 2017"));

  /**
   * Cursive Japanese characters. Digests are those that TensorFlow Datasets publishes for the gzip
   * files (url_checksums/kmnist.txt).
   */
  public static final ImageArchive KMNIST =
      new ImageArchive(
          "kmnist",
          "Kuzushiji-MNIST: cursive Japanese characters, 60,000 + 10,000 images of 28 × 28",
          List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
          members(
              gzip("51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4", 18165135),
              gzip("e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17", 29497),
              gzip("edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5", 3041136),
              gzip("20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c", 5120)),
          List.of(
              URI.create("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
              URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/")),
          new Provenance(
              "https://github.com/rois-codh/kmnist",
              "CC BY-SA 4.0",
              "T. Clanuwat et al.: Deep Learning for Classical Japanese Literature,"
                  + " arXiv:1812.01718, 2018 (KMNIST Dataset, created by CODH)"));

  /** Checks that there are four files. */
  public ImageArchive {
    if (files.size() != 4) {
      throw new IllegalArgumentException(
          "an image archive has four files, got " + files.size() + " for " + name);
    }
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
    mirrors = List.copyOf(mirrors);
  }

  /** The names of the four files, in their order. */
  List<String> names() {
    return files.stream().map(Member::name).toList();
  }

  /** The same archive, fetched from elsewhere. */
  public ImageArchive withMirrors(List<URI> elsewhere) {
    return new ImageArchive(name, description, classNames, files, elsewhere, provenance);
  }

  private static List<Member> members(
      Digest trainImages, Digest trainLabels, Digest testImages, Digest testLabels) {
    return List.of(
        new Member(ImageFolder.TRAIN_IMAGES + ".gz", trainImages),
        new Member(ImageFolder.TRAIN_LABELS + ".gz", trainLabels),
        new Member(ImageFolder.TEST_IMAGES + ".gz", testImages),
        new Member(ImageFolder.TEST_LABELS + ".gz", testLabels));
  }

  private static Digest content(String sha256, long bytes) {
    return new Digest(Digest.Of.CONTENT, sha256, bytes);
  }

  private static Digest gzip(String sha256, long bytes) {
    return new Digest(Digest.Of.GZIP, sha256, bytes);
  }
}
