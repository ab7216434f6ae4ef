package dev.chainrule.cli;

import dev.chainrule.kernel.BlasThreads;
import dev.chainrule.loss.Losses;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.stepper.Meaning;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code nn predict}. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "Says what a saved network sees on pictures: the probability of each class. A picture of the"
          + " network's own size is taken as it is; of another, it is cut to what is drawn, scaled"
          + " into 20 × 20 and centred by its mass, as MNIST's were. Dark on light is inverted. What is"
          + " transparent is white paper, or black where all that is drawn is white."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  nn predict model.safetensors 7.png",
      "  nn predict model.safetensors t10k-images-idx3-ubyte.gz --first 20",
      "  nn predict model.safetensors --values 0.5,-1.2      two features, such as those of moons"
    })
final class PredictCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "A file that nn train wrote.")
  private Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "IMAGE",
      description = "Pictures (PNG, JPEG, GIF, BMP) or IDX files of images.")
  private List<Path> images = List.of();

  @Option(
      names = "--values",
      paramLabel = "X,X…",
      split = ",",
      hideParamSyntax = true,
      description = "The numbers of one input, in place of a picture.")
  private float[] values = {};

  @Option(
      names = "--size",
      paramLabel = "ROWSxCOLUMNS",
      converter = SizeConverter.class,
      description = {
        "What picture the network takes, such as 28x14. Default: a square one, or that of a picture with as"
            + " many pixels as the network takes numbers."
      })
  private @Nullable Shape size;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many images of an IDX file. Default: ${DEFAULT-VALUE}.")
  private int first;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many classes to show, the likeliest first. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(names = "--json", description = "Write a JSON object a picture, one a line.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (images.isEmpty() == (values.length == 0)) {
      throw new ParameterException(spec.commandLine(), "name pictures, or numbers with --values");
    }
    if (top < 1 || first < 1) {
      throw new ParameterException(spec.commandLine(), "--top and --first are at least 1");
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new ParameterException(spec.commandLine(), "--values must be finite, got " + value);
      }
    }
    checkEffects();
    BlasThreads.set(1);
    Network.Saved saved = Models.load(model);
    List<String> classes =
        ModelMetadata.classes(saved.remarks(), saved.network().outputShape().size());
    Loss loss = Losses.TABLE.get(saved.remarks().getOrDefault(ModelMetadata.LOSS, "cross-entropy"));
    for (Pictures.Picture picture : pictures(saved.network().inputShape())) {
      if (picture.isEmpty()) {
        System.err.println("nn: nothing is drawn on " + Plain.line(picture.name()));
      }
      double[] output = output(saved.network(), picture.pixels());
      show(
          picture.name(), classes, Meaning.of(loss, output), loss.outputs() != Loss.Outputs.VALUES);
    }
    return 0;
  }

  /** Reads {@code 28x14}. */
  private static final class SizeConverter implements ITypeConverter<Shape> {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})[x×]([1-9][0-9]{0,4})");

    @Override
    public Shape convert(String text) {
      Matcher matcher = SIZE.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "expected rows and columns such as 28x14, got '" + text + "'");
      }
      return Shape.of(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }
  }

  private void checkEffects() throws IOException {
    Effects effects = new Effects(spec);
    effects.check("--top", !json, "--json has all classes");
    boolean many = false;
    boolean single = false;
    for (Path image : images) {
      boolean array = Pictures.holdsMany(image);
      many |= array;
      single |= !array;
    }
    effects.check(
        "--size",
        single,
        "it is for pictures such as PNG, whose rows and columns are not the network's");
    effects.check("--first", many, "it is for IDX files, which hold many images; there is none");
  }

  private List<Pictures.Picture> pictures(Shape input) throws IOException {
    List<Pictures.Picture> pictures = new ArrayList<>();
    if (values.length > 0) {
      if (values.length != input.size()) {
        throw new ParameterException(
            spec.commandLine(),
            model + " takes " + input.size() + " numbers, --values has " + values.length);
      }
      pictures.add(new Pictures.Picture("--values", values));
    }
    for (Path image : images) {
      pictures.addAll(Pictures.read(image, input, Optional.ofNullable(size), first));
    }
    return pictures;
  }

  private static double[] output(Network network, float[] pixels) {
    long[] shape = network.inputShape().batch(1).toArray();
    double[] output =
        network
            .predict(Nd4j.createFromArray(pixels).reshape('c', shape))
            .castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE)
            .data()
            .asDouble();
    for (double number : output) {
      if (!Double.isFinite(number)) {
        throw new ArithmeticException(
            "the network's output is " + number + "; such numbers are beyond what it can tell");
      }
    }
    return output;
  }

  private void show(String name, List<String> classes, double[] scores, boolean probability) {
    List<Integer> order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .toList();
    if (json) {
      Map<String, Double> byClass = new LinkedHashMap<>();
      for (int i = 0; i < scores.length; i++) {
        byClass.put(classes.get(i), scores[i]);
      }
      System.out.println(
          new JsonObject()
              .put("image", name)
              .put("class", classes.get(order.get(0)))
              .put(probability ? "probabilities" : "outputs", byClass));
      return;
    }
    System.out.println(Plain.line(name));
    for (int i : order.subList(0, Math.min(top, order.size()))) {
      System.out.println(
          probability
              ? String.format(
                      Locale.ROOT,
                      "  %-12s %6.2f %%  %s",
                      Plain.name(classes.get(i)),
                      100 * scores[i],
                      "█".repeat((int) Math.round(30 * scores[i])))
                  .stripTrailing()
              : String.format(Locale.ROOT, "  %-12s %8.4f", Plain.name(classes.get(i)), scores[i]));
    }
  }
}
