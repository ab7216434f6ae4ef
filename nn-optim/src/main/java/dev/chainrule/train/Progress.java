package dev.chainrule.train;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.train.History.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keeps the books of a training run: sums, times, the history, and what callbacks are told. */
final class Progress {
  private final Trainer trainer;
  private final int stepsPerEpoch;
  private final Optional<Evaluator> validator;
  private final List<Epoch> epochs = new ArrayList<>();
  private final Confusion confusion;
  private int epoch;
  private int step;
  private long rows;
  private double lossSum;
  private long started;

  Progress(Trainer trainer, Dataset train) {
    this.trainer = trainer;
    this.stepsPerEpoch = Math.toIntExact(Trainer.stepsPerEpoch(train.size(), trainer.batch()));
    this.validator =
        Optional.ofNullable(trainer.validation())
            .map(data -> new Evaluator(trainer.network(), trainer.loss(), data, trainer.compute()));
    this.confusion = Evaluator.confusion(trainer.network(), train);
  }

  void begin(int number) {
    epoch = number;
    step = 0;
    rows = 0;
    lossSum = 0;
    confusion.clear();
    started = System.nanoTime();
  }

  /** Counts a step. */
  void saw(Batch batch, INDArray prediction, double loss) {
    step++;
    rows += batch.size();
    lossSum += batch.perRow(trainer.loss(), prediction, loss);
    batch.count(prediction, confusion);
    for (Callback callback : trainer.callbacks()) {
      callback.onStep(epoch, step, stepsPerEpoch, loss);
    }
  }

  /**
   * Ends the epoch, with a look at the parameters and at the validation data; does nothing where it
   * was stopped before its first step.
   *
   * @return what is wrong, if something is
   */
  Optional<String> end(Kernels kernels) {
    if (step == 0) {
      return Optional.empty();
    }
    Optional<String> bad = trainer.network().params().firstNonFinite(kernels);
    if (bad.isPresent()) {
      return Optional.of("parameter " + bad.get() + " became NaN or infinite in " + stepAt(step));
    }
    double seconds = seconds();
    Optional<Evaluation> validation;
    try {
      validation = validator.map(Evaluator::run);
    } catch (ArithmeticException e) { // a prediction is NaN
      return Optional.of(
          "after " + stepAt(step) + " the held-out rows cannot be predicted: " + e.getMessage());
    }
    Epoch done = epoch(seconds, validation);
    epochs.add(done);
    for (Callback callback : trainer.callbacks()) {
      callback.onEpoch(done);
    }
    return Optional.empty();
  }

  private double seconds() {
    return Math.max(1e-9, (System.nanoTime() - started) / 1e9);
  }

  private Epoch epoch(double seconds, Optional<Evaluation> validation) {
    return new Epoch(
        epoch,
        step,
        lossSum / rows,
        confusion.accuracy(),
        validation.map(v -> OptionalDouble.of(v.loss())).orElseGet(OptionalDouble::empty),
        validation.map(Evaluation::accuracy).orElseGet(OptionalDouble::empty),
        seconds,
        rows / seconds);
  }

  History completed() {
    return new History(epochs, Ending.COMPLETED, "");
  }

  History stopped() {
    String message = "stopped after " + stepAt(step) + "; what was learnt so far is kept";
    return new History(epochs, Ending.STOPPED, message);
  }

  private String stepAt(int number) {
    return "step " + number + " of " + stepsPerEpoch + " in epoch " + epoch;
  }

  /**
   * What to say of a loss that is not finite.
   *
   * @param first where the first such number arose, if that is known
   */
  String badLoss(double loss, Optional<String> first) {
    String became = Double.isNaN(loss) ? "NaN" : loss > 0 ? "infinite" : "minus infinite";
    return "the loss became "
        + became
        + " in "
        + stepAt(step + 1)
        + first.map(where -> ", first in " + where).orElse("");
  }

  /** Restores the last good parameters, and says what happened. */
  History diverged(String what, LastGood lastGood) {
    long good = lastGood.restore();
    String message =
        what
            + "; the parameters are again those after "
            + good
            + " steps, the last known to be good. A lower learning rate or clipping the gradient"
            + " often helps";
    if (step > 0) {
      epochs.add(epoch(seconds(), Optional.empty()));
    }
    return new History(epochs, Ending.DIVERGED, message);
  }
}
