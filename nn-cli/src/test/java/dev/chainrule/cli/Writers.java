package dev.chainrule.cli;

import dev.chainrule.activation.Tanh;
import dev.chainrule.data.Digits;
import dev.chainrule.data.ImageFolder;
import dev.chainrule.data.Synthetic;
import dev.chainrule.layer.Dense;
import dev.chainrule.nn.Network;
import dev.chainrule.tensor.Shape;
import dev.chainrule.train.Epoch;
import dev.chainrule.train.History;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * Every writer of files, as a program of its own that can be killed: {@code Writers MODE FOLDER},
 * where MODE is {@code old} or {@code new} to write that version once, saying what came of it, or
 * {@code forever} to write both in turn, each writer on a thread.
 */
final class Writers {
  /** Made, in {@code forever}, once half of the writers may have written. */
  static final String READY = "ready";

  private Writers() {}

  /** Writes its files, of one of two versions. */
  interface Writer {
    void write(Path folder, boolean isNew) throws Exception;
  }

  /** The writers by name. */
  static Map<String, Writer> all() {
    Map<String, Writer> all = new TreeMap<>();
    all.put("network", Writers::network);
    all.put("history", Writers::history);
    all.put(
        "digits",
        (folder, isNew) ->
            ImageFolder.write(
                folder, Digits.generateTrain(60, seed(isNew)), Digits.generateTest(20, 1)));
    all.put(
        "points",
        (folder, isNew) ->
            Synthetic.moons(500, 0.1, seed(isNew)).writeCsv(folder.resolve("points.csv")));
    all.put("moons", nn("data make moons --rows 300 --seed %s --out . --force"));
    all.put("sheet", nn("data show digits --each %s --out sheet.png"));
    all.put("plane", nn("data show moons --rows 2%s --out plane.png"));
    all.put(
        "diff",
        nn("diff x^2+3x --at x=%s --check --svg d.svg --dot d.dot --latex d.tex --plot d.png"));
    all.put("steps", nn("step log=u%s --export steps.html"));
    all.put("lesson", nn("step log=u%s --export steps.md"));
    all.put("trace", nn("step log=u%s --export steps.json"));
    return all;
  }

  private static long seed(boolean isNew) {
    return isNew ? 2 : 1;
  }

  private static void network(Path folder, boolean isNew) throws IOException {
    Network network = Network.of(Shape.of(200), Dense.of(50, new Tanh()), seed(isNew));
    network.save(folder.resolve("network.safetensors"), Map.of("seed", "" + seed(isNew)));
  }

  private static void history(Path folder, boolean isNew) throws IOException {
    Epoch epoch =
        new Epoch(
            1,
            10,
            seed(isNew),
            OptionalDouble.of(0.5),
            OptionalDouble.of(1),
            OptionalDouble.of(0.5),
            1,
            10);
    new RunFolder(folder)
        .writeHistory(
            new History(List.of(epoch), History.Ending.COMPLETED, ""),
            new JsonObject().put("seed", seed(isNew)),
            "test");
  }

  /** A command, whose options that end in a name of a file are of the folder. */
  private static Writer nn(String command) {
    return (folder, isNew) -> {
      String[] words = command.formatted(seed(isNew)).split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        if (List.of("--out", "--svg", "--dot", "--latex", "--plot", "--export")
            .contains(words[i - 1])) {
          words[i] = folder.resolve(words[i]).normalize().toString();
        }
      }
      StringBuilder said = new StringBuilder();
      picocli.CommandLine line = Main.commandLine();
      line.setErr(new java.io.PrintWriter(new Appender(said), true));
      if (line.execute(words) != 0) {
        throw new IOException(said.toString().strip().replaceFirst("^nn: ", ""));
      }
    };
  }

  /** Text to a builder. */
  private static final class Appender extends java.io.Writer {
    private final StringBuilder to;

    Appender(StringBuilder to) {
      this.to = to;
    }

    @Override
    public void write(char[] chars, int offset, int length) {
      to.append(chars, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Writes; see above. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "forever" -> forever(folder);
      case "old" -> once(folder, false, out);
      case "new" -> once(folder, true, out);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0);
  }

  private static void once(Path folder, boolean isNew, PrintStream out) {
    all()
        .forEach(
            (name, writer) -> {
              try {
                writer.write(folder, isNew);
                out.println(name + "\tok");
              } catch (Exception e) {
                out.println(name + "\t" + e.getMessage());
              }
            });
    out.flush();
  }

  private static void forever(Path folder) throws Exception {
    CountDownLatch some = new CountDownLatch(all().size() / 2);
    for (Writer writer : all().values()) {
      new Thread(
              () -> {
                try {
                  for (boolean isNew = true; true; isNew = !isNew) {
                    writer.write(folder, isNew);
                    some.countDown();
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              })
          .start();
    }
    some.await();
    Files.createFile(folder.resolve(READY));
    Thread.sleep(60_000); // should nobody kill this
  }
}
