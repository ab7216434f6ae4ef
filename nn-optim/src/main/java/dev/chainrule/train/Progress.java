package dev.chainrule.train;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Dataset;
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
  private final int[] predicted;
  private int epoch;
  private int step;
  private long rows;
  private double lossSum;
  private long started;

  Progress(Trainer trainer, Dataset train) {
    this.trainer = trainer;
    this.stepsPerEpoch = Math.toIntExact(trainer.stepsPerEpoch(train));
    this.validator =
        Optional.ofNullable(trainer.validation())
            .map(data -> new Evaluator(trainer.network(), trainer.loss(), data));
    this.confusion = new Confusion(train.classes().orElse(0));
    this.predicted = new int[Math.min(trainer.batch(), train.size())];
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
  void saw(Batch batch, INDArray prediction, double loss, Kernels kernels) {
    step++;
    rows += batch.size();
    lossSum += batch.perRow(trainer.loss(), prediction, loss);
    if (batch.hasLabels()) {
      kernels.argMax(prediction, predicted);
      confusion.add(batch.labels(), predicted, batch.size());
    }
    for (Callback callback : trainer.callbacks()) {
      callback.onStep(epoch, step, stepsPerEpoch, loss);
    }
  }

  /** Ends the epoch, with a look at the validation data. */
  void end() {
    double seconds = Math.max(1e-9, (System.nanoTime() - started) / 1e9);
    Optional<Evaluation> validation = validator.map(Evaluator::run);
    Epoch done =
        new Epoch(
            epoch,
            step,
            lossSum / rows,
            confusion.accuracy(),
            validation.map(v -> OptionalDouble.of(v.loss())).orElseGet(OptionalDouble::empty),
            validation.map(Evaluation::accuracy).orElseGet(OptionalDouble::empty),
            seconds,
            rows / seconds);
    epochs.add(done);
    for (Callback callback : trainer.callbacks()) {
      callback.onEpoch(done);
    }
  }

  History completed() {
    return new History(epochs, Ending.COMPLETED, "");
  }

  History stopped() {
    String message =
        "stopped after step "
            + step
            + " of "
            + stepsPerEpoch
            + " in epoch "
            + epoch
            + "; what was learnt so far is kept";
    end();
    return new History(epochs, Ending.STOPPED, message);
  }

  /** Restores the last good parameters, and says what happened where. */
  History diverged(double loss, Optional<String> where, LastGood lastGood) {
    long good = lastGood.restore();
    String message =
        "the loss became "
            + (Double.isNaN(loss) ? "NaN" : loss > 0 ? "infinite" : "minus infinite")
            + " in step "
            + (step + 1)
            + " of "
            + stepsPerEpoch
            + " in epoch "
            + epoch
            + where.map(w -> ", first in " + w).orElse(", in the loss itself")
            + "; the parameters are again those after "
            + good
            + " steps, the last known to be good. A lower learning rate or clipping the gradient"
            + " often helps";
    return new History(epochs, Ending.DIVERGED, message);
  }
}
