package dev.chainrule.cli;

import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Tanh;
import dev.chainrule.data.Idx;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Flatten;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.buffer.DataType;

/** Right inputs of every reader, which {@link Mutator} damages. */
final class Seeds {
  /** Words that mean something in the texts of readers. */
  static final List<String> WORDS =
      List.of(
          "\"type\":\"relu\"",
          "\"sequential\"",
          "\"layers\":[",
          "\"dense\"",
          "\"dropout\"",
          "\"out\":400000000",
          "\"input\":[",
          "\"dtype\":\"F32\"",
          "\"shape\":[",
          "__metadata__",
          "\"data_offsets\":[0,0]",
          "null",
          "true",
          "{",
          "}",
          "[",
          "]",
          "\\ud800",
          "\\u0000",
          "é",
          "\uD83D\uDE00",
          "&",
          "=",
          "~",
          "%",
          "%00",
          "+",
          "sin(",
          "norm(",
          ")",
          "^",
          "'",
          "@",
          "x",
          "inf",
          "u99999",
          "A0[0,0]=",
          "hidden=",
          "csv=",
          "\"",
          "\n",
          ";",
          ",",
          "İ",
          "rows",
          "mnist");

  private Seeds() {}

  /** The inputs by the reader's name. */
  static Map<String, List<byte[]>> all(Path folder) throws IOException {
    List<byte[]> models = models(folder);
    List<byte[]> idx = idx(folder);
    List<byte[]> pictures = new ArrayList<>(pictures());
    pictures.addAll(idx);
    List<byte[]> architectures =
        texts(
            deep().architecture().toJson(),
            "{\"input\":[2],\"layer\":{\"type\":\"flatten\"}}",
            "{\"input\":[2,2],\"layer\":{\"type\":\"sequential\",\"layers\":[{\"type\":\"relu\"}]}}");
    List<byte[]> tables =
        texts(
            "0.5,1.2,1\n0.1,0.2,0\n3,4,1\n",
            "a;b;class\n1;2;yes\n3;4;no\n",
            "\"x, y\",\"z\",t\n1,2,0.5\n3,4,1.5\n");
    List<byte[]> addresses =
        texts(
            "data=moons&points=20&hidden=3,2&act=relu&out=2&loss=mse&opt=adam&rate=0.1&seed=3",
            "data=csv&csv=0.5%2C1.2%2C1%0A0.1%2C0.2%2C0&batch=2&first=1&log=u3~A0[0,1]=0.3",
            "log=u12~A0[0,1]=0.3~u3");
    List<byte[]> formulas =
        texts(
            "sqrt(x^2 + exp(x^2)) + cos(x^2 + exp(x^2));x=1",
            "norm([x,y] - [1,2])^2;x=0.5;y=-1e3",
            "log(A @ x + b)';A=[[1,2],[3,4]];x=[1,0];b=[0,0]",
            "√(2π) e^(-½ x²)");
    return Map.ofEntries(
        Map.entry("safetensors", models),
        Map.entry("network", models),
        Map.entry("remarks", models),
        Map.entry("architecture", architectures),
        Map.entry("idx", idx),
        Map.entry("idx first", idx),
        Map.entry("idx mapped", idx),
        Map.entry("digest", idx),
        Map.entry("picture", pictures),
        Map.entry("table", tables),
        Map.entry("address", addresses),
        Map.entry("log", texts("u12~A0[0,1]=0.3~u3", "b1[0]=-1e-3~u1", "u200000")),
        Map.entry("key", texts("data", "hidden", "log")),
        Map.entry("formula", formulas));
  }

  private static List<byte[]> texts(String... texts) {
    return List.of(texts).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static Network deep() {
    return Network.of(
        Shape.of(2, 1),
        Sequential.of(
            new Flatten(),
            Dense.of(3, new Tanh()),
            Sequential.of(new Relu(), Dense.of(2, new Relu()))),
        1);
  }

  private static List<byte[]> models(Path folder) throws IOException {
    Path file = folder.resolve("seed.safetensors");
    List<byte[]> models = new ArrayList<>();
    for (Network network : List.of(deep(), deep().as(DataType.DOUBLE))) {
      network.save(
          file,
          Map.of(
              "data",
              "moons",
              "rows",
              "50",
              "noise",
              "0.1",
              "data-seed",
              "3",
              "loss",
              "mse",
              "classes",
              "[\"0\",\"1\"]"));
      models.add(Files.readAllBytes(file));
    }
    return models;
  }

  private static List<byte[]> idx(Path folder) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (Shape shape : List.of(Shape.of(3, 28, 28), Shape.of(10), Shape.of(4, 3))) {
      byte[] bytes = new byte[(int) shape.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (i % 10);
      }
      for (String name : List.of("seed.idx", "seed.idx.gz")) {
        Path file = folder.resolve(name);
        Idx.of(shape, bytes).write(file);
        all.add(Files.readAllBytes(file));
      }
    }
    return all;
  }

  private static List<byte[]> pictures() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (String format : List.of("png", "jpg", "gif", "bmp")) {
      for (int type : List.of(BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB)) {
        BufferedImage image = new BufferedImage(20, 12, type);
        image.setRGB(5, 5, 0xffffff);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (ImageIO.write(image, format, out)) {
          all.add(out.toByteArray());
        }
      }
    }
    return all;
  }
}
