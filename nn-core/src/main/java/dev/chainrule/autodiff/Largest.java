package dev.chainrule.autodiff;

import dev.chainrule.tensor.Shape;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The largest along an axis, which goes; where several are, they share its derivative. */
final class Largest extends Op {
  private final int axis;
  private final Op shares;

  Largest(int axis) {
    super("max");
    this.axis = axis;
    this.shares = new Shares(axis);
  }

  @Override
  Tensor value(Tensor[] x) {
    return Axes.max(x[0], axis);
  }

  @Override
  long side(Tensor[] x) {
    return shares.value(x).signs();
  }

  @Override
  Var pullback(int i, Var dy, Var y, Var[] x) {
    return dy.expandLike(x[0], axis).mul(shares.apply(x[0]));
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    Var moved = dx[0];
    return moved == null ? null : moved.mul(shares.apply(x[0])).sum(axis);
  }

  @Override
  int smoothness(Tensor[] x) {
    return Shares.hasTie(shares.value(x)) ? 1 : SMOOTH;
  }

  @Override
  OneSided approach(OneSided[] x) {
    return fold(x[0], axis, Ties::larger);
  }

  private static OneSided fold(OneSided x, int axis, BinaryOperator<OneSided> f) {
    OneSided all = place(x, axis, 0);
    for (int k = 1; k < x.shape().dim(axis); k++) {
      all = f.apply(all, place(x, axis, k));
    }
    return all;
  }

  private static OneSided place(OneSided x, int axis, int k) {
    Shape shape = Axes.without(x.shape(), axis);
    return x.map(c -> Axes.slice(c, axis, k, k + 1).reshape(shape));
  }

  /** How the derivative is shared: 1 for the largest, and a jump where several are. */
  private static final class Shares extends Op {
    private final int axis;

    Shares(int axis) {
      super("shares");
      this.axis = axis;
    }

    @Override
    Tensor value(Tensor[] x) {
      int n = x[0].dim(axis);
      Tensor max = Axes.expand(Axes.max(x[0], axis), axis, n);
      Tensor largest = x[0].zip(max, (a, b) -> a == b ? 1 : 0);
      return largest.zip(Axes.expand(Axes.sum(largest, axis), axis, n), (a, b) -> a / b);
    }

    static boolean hasTie(Tensor shares) {
      return shares.map(Shares::undefined).hasNan();
    }

    /** The derivative of a share: none where several have one. */
    static double undefined(double share) {
      return share > 0 && share < 1 ? Double.NaN : 0;
    }

    @Override
    @Nullable Var pullback(int i, Var dy, Var y, Var[] x) {
      return hasTie(y.tensor()) ? dy.mul(new Undefined(this).apply(x)) : null;
    }

    @Override
    @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
      Var moved = dx[0];
      return moved != null && hasTie(y.tensor()) ? moved.mul(new Undefined(this).apply(x)) : null;
    }

    @Override
    boolean mayBreak() {
      return true;
    }

    @Override
    int smoothness(Tensor[] x) {
      return hasTie(value(x)) ? 0 : SMOOTH;
    }

    @Override
    OneSided approach(OneSided[] x) {
      int n = x[0].value().dim(axis);
      OneSided max = fold(x[0], axis, Ties::larger).map(c -> Axes.expand(c, axis, n));
      OneSided largest = Ties.share(x[0], max).times(2); // 1 for each of them
      OneSided count = largest.map(c -> Axes.expand(Axes.sum(c, axis), axis, n));
      return largest.times(count.power(-1));
    }
  }

  /** 0, and NaN where several are the largest; so is its own derivative. */
  private static final class Undefined extends Op {
    private final Shares shares;

    Undefined(Shares shares) {
      super("none");
      this.shares = shares;
    }

    @Override
    Tensor value(Tensor[] x) {
      return shares.value(x).map(Shares::undefined);
    }

    @Override
    Var pullback(int i, Var dy, Var y, Var[] x) {
      return dy.mul(y);
    }

    @Override
    @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
      return dx[0] == null ? null : dx[0].mul(y);
    }

    @Override
    OneSided approach(OneSided[] x) {
      return x[0].unknown(x[0].shape());
    }
  }
}
