package dev.chainrule.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.bytedeco.openblas.global.openblas;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Times the workloads of bench/README.md with Deeplearning4j and prints one JSON object.
 *
 * <p>A step is {@code MultiLayerNetwork.fit(DataSet)} on one data set that was made before: that
 * goes straight to the solver, where fitting an iterator would start a thread that prefetches.
 * Workspaces are on, as is the default, and nothing listens.
 */
final class Dl4j {
  private static final double ROUND_SECONDS = 0.025;

  /** The JIT compiles for seconds, where Python has nothing to wait for. */
  private static final double WARM_UP_SECONDS = 3;

  private static final List<Workload> WORKLOADS =
      List.of(
          new Workload("W0", List.of(2, 16, 2), Activation.SIGMOID, 4, "sgd"),
          new Workload("W1", List.of(784, 30, 10), Activation.SIGMOID, 10, "sgd"),
          new Workload("W2", List.of(784, 128, 10), Activation.RELU, 64, "adam"),
          new Workload("W3", List.of(784, 512, 512, 10), Activation.RELU, 128, "adam"));
  private static final Workload W2 = WORKLOADS.get(2);

  private Dl4j() {}

  /** A network, a batch size and an optimizer, with a name for all three. */
  private record Workload(
      String name, List<Integer> widths, Activation activation, int batch, String optimizer) {

    Map<String, Object> described() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", name);
      String network = widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
      json.put("network", network + " " + activation.name().toLowerCase());
      json.put("batch", batch);
      json.put("optimizer", optimizer);
      return json;
    }

    MultiLayerNetwork network() {
      IUpdater updater = optimizer.equals("adam") ? new Adam(1e-3) : new Sgd(0.1);
      var layers = new NeuralNetConfiguration.Builder().seed(1).updater(updater).list();
      for (int i = 1; i < widths.size() - 1; i++) {
        layers.layer(
            new DenseLayer.Builder()
                .nIn(widths.get(i - 1))
                .nOut(widths.get(i))
                .activation(activation)
                .build());
      }
      layers.layer(
          new OutputLayer.Builder(LossFunction.MCXENT)
              .nIn(widths.get(widths.size() - 2))
              .nOut(classes())
              .activation(Activation.SOFTMAX)
              .build());
      var network = new MultiLayerNetwork(layers.build());
      network.init();
      return network;
    }

    int classes() {
      return widths.get(widths.size() - 1);
    }

    /** x[k] is a hash of k over 2^32, less a half; row i is of class i mod classes. */
    DataSet rows(int count) {
      float[] x = new float[count * widths.get(0)];
      for (int k = 0; k < x.length; k++) {
        x[k] = (float) ((k * 2654435761L & 0xFFFFFFFFL) / 0x1p32 - 0.5);
      }
      int[] labels = IntStream.range(0, count).map(i -> i % classes()).toArray();
      return dataSet(x, labels, classes());
    }
  }

  public static void main(String[] arguments) throws IOException {
    Map<String, String> options = options(arguments);
    int threads = Integer.parseInt(options.get("--threads"));
    int rounds = Integer.parseInt(options.get("--rounds"));
    int epochs = Integer.parseInt(options.get("--epochs"));
    openblas.blas_set_num_threads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);

    Map<String, Object> report = new LinkedHashMap<>();
    report.put("program", "dl4j");
    report.put("version", "1.0.0-M2.1");
    report.put("runtime", "Java " + System.getProperty("java.version"));
    report.put("blas", "OpenBLAS 0.3.19");
    report.put("threads", threads);
    report.put("machine", machine());
    List<Object> steps = new ArrayList<>();
    for (Workload workload : WORKLOADS) {
      MultiLayerNetwork network = workload.network();
      DataSet batch = workload.rows(workload.batch());
      Map<String, Object> json = workload.described();
      json.put("step_us", microseconds(() -> network.fit(batch), rounds));
      steps.add(json);
    }
    report.put("workloads", steps);
    List<Object> inference = new ArrayList<>();
    for (int count : new int[] {1, 10_000}) {
      MultiLayerNetwork network = W2.network();
      INDArray x = W2.rows(count).getFeatures();
      inference.add(Map.of("rows", count, "us", microseconds(() -> network.output(x), rounds)));
    }
    report.put("inference", inference);
    Path mnist = Path.of(options.get("--mnist"));
    if (epochs > 0 && Files.isDirectory(mnist)) {
      report.put("epoch", epoch(mnist, epochs));
    } else if (epochs > 0) {
      System.err.println(
          "Dl4j: no folder " + mnist + ", so no epoch of MNIST: give it with --mnist.");
    }
    System.out.println(new ObjectMapper().writeValueAsString(report));
  }

  private static Map<String, String> options(String[] arguments) {
    String data = System.getenv().getOrDefault("CHAINRULE_DATA", ".");
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
    options.put("--rounds", "41");
    options.put("--epochs", "3");
    options.put("--mnist", data + "/mnist");
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length || options.replace(arguments[i], arguments[i + 1]) == null) {
        System.err.println(
            "Dl4j: expected pairs of " + options.keySet() + " and a value, got " + arguments[i]);
        System.exit(2);
      }
    }
    return options;
  }

  private static Map<String, Object> microseconds(Runnable work, int rounds) {
    long start = System.nanoTime();
    long end = start + (long) (WARM_UP_SECONDS * 1e9);
    while (System.nanoTime() < end) {
      work.run();
    }
    int repetitions = 0; // what fills a round, counted when the code is warm
    start = System.nanoTime();
    while (System.nanoTime() - start < ROUND_SECONDS * 1e9) {
      work.run();
      repetitions++;
    }
    double[] times = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      start = System.nanoTime();
      for (int i = 0; i < repetitions; i++) {
        work.run();
      }
      times[round] = (System.nanoTime() - start) / 1e3 / repetitions;
    }
    Arrays.sort(times);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", times[rounds / 2]);
    json.put("p10", times[(int) Math.round(0.1 * (rounds - 1))]);
    json.put("p90", times[(int) Math.round(0.9 * (rounds - 1))]);
    json.put("rounds", rounds);
    json.put("steps_per_round", repetitions);
    return json;
  }

  /** Epochs over MNIST: each in a new order, then evaluated; the first one warms up. */
  private static Map<String, Object> epoch(Path mnist, int epochs) throws IOException {
    DataSet train = read(mnist, "train");
    DataSet test = read(mnist, "t10k");
    int[] answers = test.getLabels().argMax(1).toIntVector();
    MultiLayerNetwork network = W2.network();
    List<Integer> order =
        IntStream.range(0, train.numExamples()).boxed().collect(Collectors.toList());
    Random random = new Random(1);
    double[] seconds = new double[epochs];
    double accuracy = 0;
    for (int epoch = -1; epoch < epochs; epoch++) {
      long start = System.nanoTime();
      Collections.shuffle(order, random);
      for (int i = 0; i < order.size(); i += W2.batch()) {
        int[] rows =
            order.subList(i, Math.min(i + W2.batch(), order.size())).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        INDArray x = Nd4j.pullRows(train.getFeatures(), 1, rows);
        network.fit(new DataSet(x, Nd4j.pullRows(train.getLabels(), 1, rows)));
      }
      accuracy = accuracy(network, test.getFeatures(), answers);
      seconds[Math.max(epoch, 0)] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    Map<String, Object> timed = new LinkedHashMap<>();
    timed.put("median", (seconds[(epochs - 1) / 2] + seconds[epochs / 2]) / 2);
    timed.put("min", seconds[0]);
    timed.put("max", seconds[epochs - 1]);
    timed.put("rounds", epochs);
    Map<String, Object> json = W2.described();
    json.remove("name");
    json.put("data", "mnist");
    json.put("seconds", timed);
    json.put("accuracy", accuracy);
    return json;
  }

  private static double accuracy(MultiLayerNetwork network, INDArray x, int[] answers) {
    int right = 0;
    for (int i = 0; i < answers.length; i += 1000) {
      INDArray rows = x.get(NDArrayIndex.interval(i, i + 1000), NDArrayIndex.all());
      int[] guesses = network.output(rows).argMax(1).toIntVector();
      for (int j = 0; j < guesses.length; j++) {
        right += guesses[j] == answers[i + j] ? 1 : 0;
      }
    }
    return (double) right / answers.length;
  }

  private static DataSet read(Path folder, String part) throws IOException {
    byte[] pixels = idx(folder, part + "-images-idx3-ubyte", 16);
    byte[] labels = idx(folder, part + "-labels-idx1-ubyte", 8);
    float[] x = new float[pixels.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (pixels[i] & 0xFF) / 255f;
    }
    return dataSet(x, IntStream.range(0, labels.length).map(i -> labels[i]).toArray(), 10);
  }

  /** The bytes of an IDX file after its header, plain or gzipped. */
  private static byte[] idx(Path folder, String name, int header) throws IOException {
    Path plain = folder.resolve(name);
    boolean zipped = !Files.exists(plain);
    try (InputStream file = Files.newInputStream(zipped ? folder.resolve(name + ".gz") : plain);
        InputStream in = zipped ? new GZIPInputStream(file) : file) {
      in.skipNBytes(header);
      return in.readAllBytes();
    }
  }

  private static DataSet dataSet(float[] x, int[] labels, int classes) {
    float[] oneHot = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      oneHot[i * classes + labels[i]] = 1;
    }
    return new DataSet(
        Nd4j.createFromArray(x).reshape('c', labels.length, x.length / labels.length),
        Nd4j.createFromArray(oneHot).reshape('c', labels.length, classes));
  }

  private static Map<String, Object> machine() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String cpu = "unknown";
    if (Files.exists(info)) {
      cpu =
          Files.readAllLines(info).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).trim())
              .findFirst()
              .orElse(cpu);
    }
    String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
    return Map.of(
        "cpu",
        cpu,
        "cores",
        Runtime.getRuntime().availableProcessors(),
        "os",
        System.getProperty("os.name") + " " + processor);
  }
}
