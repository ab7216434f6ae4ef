package dev.chainrule.trace;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Of a whole layer without known structure: from its formula, for the sample that is asked for. */
final class LayerLocal implements Local {
  /** The layer as a function of one of its inputs, for one sample. */
  record Function(UnaryOperator<Var> of, Var at) {}

  private record Cached(int sample, ConstantArray matrix) {}

  private final Edge edge;
  private final int samples;
  private final long rows;
  private final long columns;
  private final IntFunction<Function> function;
  private final AtomicReference<@Nullable Cached> last = new AtomicReference<>();

  LayerLocal(Edge edge, int samples, long rows, long columns, IntFunction<Function> function) {
    this.edge = edge;
    this.samples = samples;
    this.rows = rows;
    this.columns = columns;
    this.function = function;
  }

  @Override
  public Form form() {
    return Form.FULL;
  }

  @Override
  public Edge edge() {
    return edge;
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public long columns() {
    return columns;
  }

  @Override
  public double at(int sample, long i, long j) {
    Cached cached = last.get();
    if (cached == null || cached.sample != sample) {
      Function f = function.apply(sample);
      cached =
          new Cached(sample, new ConstantArray.Doubles(Derivatives.jacobian(f.of, f.at).toArray()));
      last.set(cached);
    }
    return cached.matrix.get(Math.toIntExact(i * columns + j));
  }

  @Override
  public long multiplications(int batch) {
    return batch * rows * columns;
  }
}
