package dev.chainrule.laws;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.GradientCheck;
import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Nd4jKernels;
import dev.chainrule.nn.Loss;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The laws of a loss, each on random predictions and targets in (0, 1) that add up to 1. */
public final class LossLaws {
  private static final int ROWS = 4;
  private static final int COLUMNS = 3;
  private static final double GRADIENT_TOLERANCE = 1e-7;
  private static final double DOUBLE_ROUNDING = 1e-12;
  private static final double FLOAT_ROUNDING = 1e-6;

  /** All of them. */
  public static final List<Law<Loss>> ALL =
      List.of(
          new Law<>("the gradient agrees with central differences", LossLaws::gradient),
          new Law<>("what was derived by hand agrees with its definition", LossLaws::definition),
          new Law<>("second derivatives agree with central differences", LossLaws::second),
          new Law<>("the value is the same without the gradient", LossLaws::valueAlone),
          new Law<>("all kernels agree", LossLaws::kernelsAgree),
          new Law<>("rows count alike: a batch twice over has the scaled loss", LossLaws::rows),
          new Law<>("it falls along its negative gradient", LossLaws::falls),
          new Law<>("a NaN in stays a NaN out", LossLaws::keepsNan),
          new Law<>("classes are one-hot vectors", LossLaws::classes),
          new Law<>("a log-likelihood's curvature is its slope's variance", Likelihood::law));

  private LossLaws() {}

  private static Nd4jKernels doubles() {
    return new Nd4jKernels(DataType.DOUBLE);
  }

  private static INDArray predictions() {
    return SampleArrays.normal(Shape.of(ROWS, COLUMNS), DataType.DOUBLE, RandomStream.of(5));
  }

  private static INDArray targets() {
    double[] t = new double[ROWS * COLUMNS];
    RandomStream random = RandomStream.of(6);
    for (int i = 0; i < ROWS; i++) {
      double sum = 0;
      for (int j = 0; j < COLUMNS; j++) {
        t[i * COLUMNS + j] = 0.1 + random.nextDouble();
        sum += t[i * COLUMNS + j];
      }
      for (int j = 0; j < COLUMNS; j++) {
        t[i * COLUMNS + j] /= sum;
      }
    }
    return SampleArrays.array(Shape.of(ROWS, COLUMNS), DataType.DOUBLE, t);
  }

  private static void gradient(Loss loss) {
    INDArray p = predictions();
    INDArray t = targets();
    INDArray dp = p.ulike();
    loss.value(p, t, doubles(), dp);
    GradientCheck.Report report =
        GradientCheck.of(
                x ->
                    loss.value(
                        SampleArrays.array(Shape.of(ROWS, COLUMNS), DataType.DOUBLE, x),
                        t,
                        doubles(),
                        null),
                SampleArrays.of(p),
                SampleArrays.of(dp))
            .run();
    if (!(report.error() < GRADIENT_TOLERANCE)) {
      throw new Law.Broken(report.toString());
    }
  }

  private static void definition(Loss loss) {
    INDArray p = predictions();
    INDArray dp = p.ulike();
    double value = loss.value(p, targets(), doubles(), dp);
    Var prediction = Var.over(p);
    Var total = loss.total(prediction, Var.over(targets()));
    SampleArrays.close("L", new double[] {total.toDouble()}, new double[] {value}, DOUBLE_ROUNDING);
    double[] gradient = total.backward().of(prediction).toArray();
    SampleArrays.close("∂L/∂p", gradient, SampleArrays.of(dp), DOUBLE_ROUNDING);
  }

  /** The derivative of ∂L/∂p along u: from the formula, and from differences of the gradient. */
  private static void second(Loss loss) {
    INDArray p = predictions();
    INDArray u = SampleArrays.normal(Shape.of(ROWS, COLUMNS), DataType.DOUBLE, RandomStream.of(7));
    Var t = Var.over(targets());
    double[] hu = Derivatives.hvp(at -> loss.total(at, t), Var.over(p), Var.over(u)).toArray();
    double h = 1e-6;
    INDArray ahead = p.ulike();
    INDArray behind = p.ulike();
    loss.value(p.add(u.mul(h)), targets(), doubles(), ahead);
    loss.value(p.sub(u.mul(h)), targets(), doubles(), behind);
    SampleArrays.close(
        "H u", SampleArrays.of(ahead.sub(behind).div(2 * h)), hu, GRADIENT_TOLERANCE);
  }

  private static void valueAlone(Loss loss) {
    INDArray p = predictions();
    double with = loss.value(p, targets(), doubles(), p.ulike());
    double without = loss.value(p, targets(), doubles(), null);
    SampleArrays.same("L", new double[] {with}, new double[] {without});
  }

  private static void kernelsAgree(Loss loss) {
    INDArray p = predictions().castTo(DataType.FLOAT);
    INDArray t = targets().castTo(DataType.FLOAT);
    List<Kernels> all = Kernels.all(DataType.FLOAT);
    INDArray expected = p.ulike();
    double value = loss.value(p, t, all.get(0), expected);
    for (Kernels kernels : all.subList(1, all.size())) {
      INDArray actual = p.ulike();
      double other = loss.value(p, t, kernels, actual);
      SampleArrays.close("L", new double[] {value}, new double[] {other}, FLOAT_ROUNDING);
      SampleArrays.close(
          "∂L/∂p", SampleArrays.of(expected), SampleArrays.of(actual), FLOAT_ROUNDING);
    }
  }

  private static void rows(Loss loss) {
    double[] p = SampleArrays.of(predictions());
    double[] t = SampleArrays.of(targets());
    Shape twice = Shape.of(2L * ROWS, COLUMNS);
    double once = loss.value(predictions(), targets(), doubles(), null);
    double both =
        loss.value(
            SampleArrays.array(twice, DataType.DOUBLE, doubled(p)),
            SampleArrays.array(twice, DataType.DOUBLE, doubled(t)),
            doubles(),
            null);
    double factor = 2 * loss.scale(2L * ROWS, COLUMNS) / loss.scale(ROWS, COLUMNS);
    SampleArrays.close(
        "L of the batch twice over",
        new double[] {factor * once},
        new double[] {both},
        DOUBLE_ROUNDING);
  }

  private static double[] doubled(double[] a) {
    double[] twice = Arrays.copyOf(a, 2 * a.length);
    System.arraycopy(a, 0, twice, a.length, a.length);
    return twice;
  }

  /** Follows the gradient down: the loss never rises. */
  private static void falls(Loss loss) {
    INDArray p = predictions();
    INDArray t = targets();
    INDArray dp = p.ulike();
    double rate = 0.02 / loss.scale(ROWS, COLUMNS);
    double start = loss.value(p, t, doubles(), dp);
    double before = start;
    for (int i = 0; i < 50; i++) {
      p.subi(dp.mul(rate));
      double after = loss.value(p, t, doubles(), dp);
      if (!(after <= before)) {
        throw new Law.Broken("going down the gradient, L rose from " + before + " to " + after);
      }
      before = after;
    }
    if (!(before < start)) {
      throw new Law.Broken("going down the gradient, L stayed at " + start);
    }
  }

  private static void keepsNan(Loss loss) {
    INDArray p = predictions();
    p.putScalar(1, 2, Double.NaN);
    double value = loss.value(p, targets(), doubles(), p.ulike());
    if (!Double.isNaN(value)) {
      throw new Law.Broken("a prediction is NaN, and L is " + value);
    }
  }

  private static void classes(Loss loss) {
    if (loss.targets() != Loss.Targets.CLASSES) {
      return;
    }
    INDArray p = predictions();
    INDArray indices = SampleArrays.array(Shape.of(ROWS), DataType.DOUBLE, 0, 2, 1, 2);
    INDArray vectors =
        SampleArrays.array(
            Shape.of(ROWS, COLUMNS), DataType.DOUBLE, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1);
    INDArray fromIndices = p.ulike();
    INDArray fromVectors = p.ulike();
    SampleArrays.close(
        "L",
        new double[] {loss.value(p, vectors, doubles(), fromVectors)},
        new double[] {loss.value(p, indices, doubles(), fromIndices)},
        DOUBLE_ROUNDING);
    SampleArrays.close(
        "∂L/∂p", SampleArrays.of(fromVectors), SampleArrays.of(fromIndices), DOUBLE_ROUNDING);
    SampleArrays.close(
        "L by its definition",
        new double[] {loss.value(p, indices, doubles(), null)},
        new double[] {loss.total(Var.over(p), Var.over(indices)).toDouble()},
        DOUBLE_ROUNDING);
  }
}
