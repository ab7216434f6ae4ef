package dev.chainrule.trace;

import dev.chainrule.autodiff.Var;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Of one operation of a formula by one of its inputs, all rows of the batch together. */
final class OperationLocal implements Local {
  private record Cached(long row, ConstantArray numbers) {}

  private final Edge edge;
  private final Var y;
  private final int[] places; // of the input among the arguments: x × x has two
  private final boolean isDiagonal;
  private final AtomicReference<@Nullable Cached> last = new AtomicReference<>();

  OperationLocal(Edge edge, Var y, int... places) {
    this.edge = edge;
    this.y = y;
    this.places = places.clone();
    this.isDiagonal = y.isElementwiseIn(places[0]);
  }

  @Override
  public Form form() {
    return isDiagonal ? Form.DIAGONAL : rows() == 1 ? Form.GRADIENT : Form.FULL;
  }

  @Override
  public Edge edge() {
    return edge;
  }

  @Override
  public int samples() {
    return 1;
  }

  @Override
  public long rows() {
    return y.shape().size();
  }

  @Override
  public long columns() {
    return y.inputs().get(places[0]).shape().size();
  }

  @Override
  public double at(int sample, long i, long j) {
    if (isDiagonal) {
      return i == j ? row(-1).get(Math.toIntExact(j)) : 0;
    }
    return row(i).get(Math.toIntExact(j));
  }

  /** ∂y_i/∂x; all of a diagonal for −1. */
  private ConstantArray row(long i) {
    Cached cached = last.get();
    if (cached == null || cached.row != i) {
      double[] unit = new double[Math.toIntExact(rows())];
      if (i < 0) {
        Arrays.fill(unit, 1);
      } else {
        unit[(int) i] = 1;
      }
      Var dy = Var.of(y.shape(), unit);
      Var dx = y.pullback(places[0], dy);
      for (int k = 1; k < places.length; k++) {
        dx = dx.add(y.pullback(places[k], dy));
      }
      cached = new Cached(i, new ConstantArray.Doubles(dx.toArray()));
      last.set(cached);
    }
    return cached.numbers;
  }

  @Override
  public void column(int sample, long j, Entry entry) {
    if (isDiagonal) {
      double value = at(sample, j, j);
      if (value != 0) {
        entry.accept(j, value);
      }
    } else {
      Local.super.column(sample, j, entry);
    }
  }

  @Override
  public long multiplications(int batch) {
    return OperationCost.derivative(y, places[0]);
  }
}
