package dev.chainrule.train;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.optim.Optimizer;
import dev.chainrule.optim.Rule;
import dev.chainrule.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training loop: for every batch of every epoch forward, loss, backward, step.
 *
 * <pre>{@code
 * History history =
 *     new Trainer(network, new SoftmaxCrossEntropy(), Adam.of(1e-3))
 *         .withBatch(64).withEpochs(5).withSeed(1).withValidation(validation)
 *         .fit(train);
 * }</pre>
 *
 * <p>Rows are shuffled anew for each epoch by the seed, as {@link Dataset#shuffle} says; the last
 * batch may be smaller. Where {@link Dataset#readAhead} says so and there is more than one core,
 * the next batch is read on another thread. The same seed, build and thread count give the same
 * bits, with that thread or without.
 *
 * <p>A run ends early when {@code stop} says so or its thread is interrupted: after the current
 * step, with {@link History.Ending#STOPPED}, the interrupt still set. Whatever else ends it, such
 * as a data set that cannot be read or a callback that throws, is thrown by {@link #fit}, and the
 * network's parameters are then the last good ones: those of its last step, or, were they not
 * finite, earlier ones that were. So they can always be saved.
 *
 * @param network what learns; its parameters are changed
 * @param loss what is to become small
 * @param rule how
 * @param batch rows in a step
 * @param epochs how often all rows are seen
 * @param seed for the order of rows and for dropout
 * @param validation looked at after each epoch, or null for none
 * @param callbacks who watches
 * @param stop asked after each step, and while rows are waited for
 * @param compute which kernels, on how many threads
 */
public record Trainer(
    Network network,
    Loss loss,
    Rule rule,
    int batch,
    int epochs,
    long seed,
    @Nullable Dataset validation,
    List<Callback> callbacks,
    BooleanSupplier stop,
    KernelChoice compute) {
  /** Rows in a step, unless said otherwise. */
  public static final int BATCH = 64;

  /** Epochs, unless said otherwise. */
  public static final int EPOCHS = 5;

  /** Checks the numbers. */
  public Trainer {
    if (batch <= 0) {
      throw new IllegalArgumentException("batch must be positive, got " + batch);
    }
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs must not be negative, got " + epochs);
    }
    callbacks = List.copyOf(callbacks);
  }

  /**
   * A trainer with the usual batch and epochs, seed 1, nobody watching, and the fastest kernels.
   */
  public Trainer(Network network, Loss loss, Rule rule) {
    this(network, loss, rule, BATCH, EPOCHS, 1, null, List.of(), () -> false, KernelChoice.best());
  }

  /** With batches of so many rows. */
  public Trainer withBatch(int rows) {
    return new Trainer(
        network, loss, rule, rows, epochs, seed, validation, callbacks, stop, compute);
  }

  /** For so many epochs. */
  public Trainer withEpochs(int count) {
    return new Trainer(
        network, loss, rule, batch, count, seed, validation, callbacks, stop, compute);
  }

  /** With this seed. */
  public Trainer withSeed(long other) {
    return new Trainer(
        network, loss, rule, batch, epochs, other, validation, callbacks, stop, compute);
  }

  /** With a look at this data after each epoch. */
  public Trainer withValidation(Dataset data) {
    return new Trainer(network, loss, rule, batch, epochs, seed, data, callbacks, stop, compute);
  }

  /** With one more who watches. */
  public Trainer withCallback(Callback callback) {
    List<Callback> more = new ArrayList<>(callbacks);
    more.add(callback);
    return new Trainer(network, loss, rule, batch, epochs, seed, validation, more, stop, compute);
  }

  /** To end after the step during which this becomes true, or while its rows are waited for. */
  public Trainer withStop(BooleanSupplier when) {
    return new Trainer(
        network, loss, rule, batch, epochs, seed, validation, callbacks, when, compute);
  }

  /** On these kernels, and on so many threads. */
  public Trainer withKernels(KernelChoice choice) {
    return new Trainer(
        network, loss, rule, batch, epochs, seed, validation, callbacks, stop, choice);
  }

  /** How many steps an epoch over so many rows has; the last may be a smaller one. */
  public static long stepsPerEpoch(int rows, int batch) {
    return (rows + (long) batch - 1) / batch;
  }

  /**
   * Trains on {@code train}.
   *
   * @return what happened; also where training was stopped or diverged
   * @throws IllegalArgumentException if there is nothing to train on, or the validation data do not
   *     fit the network: before the first step
   * @throws RuntimeException what the data set, a callback or the evaluation threw; the parameters
   *     are then the last good ones
   */
  public History fit(Dataset train) {
    if (train.size() == 0) {
      throw new IllegalArgumentException(train.name() + " has no rows to train on");
    }
    RandomStream random = RandomStream.of(seed);
    Kernels kernels = compute.kernels(network.params().dataType());
    Pass pass = new Pass(network, Mode.TRAIN, random.split("pass"), kernels);
    Optimizer optimizer = Optimizer.of(rule, network.params(), kernels);
    int most = Math.min(batch, train.size());
    Batch rows = new Batch(train, loss, kernels, most);
    LastGood lastGood = new LastGood(network.params(), kernels);
    Progress progress = new Progress(this, train);
    boolean ahead = train.readAhead() && compute.threads() > 1;
    boolean stopped = false;

    try (Batches batches = new Batches(rows, most, ahead, this::isToStop)) {
      train.checkUnchanged();
      for (int epoch = 1; epoch <= epochs; epoch++) {
        batches.begin(train.shuffle().order(train.size(), random.split("epoch " + epoch)));
        progress.begin(epoch);
        while (!stopped && batches.next()) {
          INDArray prediction = pass.forward(rows.x());
          double value = pass.loss(loss, rows.y());
          if (!Double.isFinite(value)) {
            return progress.diverged(progress.badLoss(value, pass.firstNonFinite()), lastGood);
          }
          lastGood.see(optimizer.steps());
          progress.saw(rows, prediction, value);
          pass.zeroGradients();
          pass.backward();
          optimizer.step(pass.gradients());

          stopped = isToStop();
        }
        stopped |= batches.gaveUp();
        train.checkUnchanged();
        Optional<String> trouble = progress.end(kernels);
        if (trouble.isPresent()) {
          return progress.diverged(trouble.get(), lastGood);
        }
        if (stopped) {
          return progress.stopped();
        }
      }
    } catch (RuntimeException | Error e) {
      lastGood.rescue(e);
      throw e;
    }
    return progress.completed();
  }

  private boolean isToStop() {
    return stop.getAsBoolean() || Thread.currentThread().isInterrupted();
  }
}
