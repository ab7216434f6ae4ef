package dev.chainrule.cli;

import dev.chainrule.nn.Network;
import dev.chainrule.train.Callback;
import dev.chainrule.train.Epoch;
import dev.chainrule.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Writes what a training run has learnt, whatever ends the run: its end, a signal, a data file that
 * can no longer be read, memory that is short, a fault of the program. First the network, then its
 * history as far as it got. A {@link Callback}, which counts along.
 */
final class Harvest implements Callback {
  private final RunFolder folder;
  private final Network network;
  private final Map<String, String> remarks;
  private final String heldOut;
  private final GracefulStop stop;
  private final List<Epoch> epochs = new ArrayList<>();
  private String step = "";
  private String kept = "No step was taken, so nothing was written.";

  /**
   * Keeps what a run learns.
   *
   * @param remarks written beside the network
   * @param heldOut what the data that is looked at after each epoch is called
   * @param stop cannot cut the writing off
   */
  Harvest(
      RunFolder folder,
      Network network,
      Map<String, String> remarks,
      String heldOut,
      GracefulStop stop) {
    this.folder = folder;
    this.network = network;
    this.remarks = Map.copyOf(remarks);
    this.heldOut = heldOut;
    this.stop = stop;
  }

  @Override
  public void onStep(int epoch, int number, int steps, double loss) {
    step = "step " + number + " of " + steps + " in epoch " + epoch;
  }

  @Override
  public void onEpoch(Epoch epoch) {
    epochs.add(epoch);
  }

  /**
   * Trains, and writes the network and its history.
   *
   * @param training must tell this of each step
   * @param config written beside them
   * @throws RunFailure if the training throws, or something cannot be written; what could be is
   */
  History of(Supplier<History> training, Supplier<JsonObject> config) throws RunFailure {
    History history;
    try {
      history = training.get();
    } catch (RuntimeException | Error e) { // the parameters are the last good ones
      if (!step.isEmpty()) {
        saveAfter(e, config);
      }
      throw new RunFailure(e, kept);
    }
    writeModel();
    andThen(
        () -> {
          folder.writeHistory(history, config.get(), heldOut);
          return history;
        });
    return history;
  }

  /**
   * Does what follows once the network is written.
   *
   * @throws RunFailure around whatever it throws
   */
  <T> T andThen(Callable<T> work) throws RunFailure {
    try {
      return work.call();
    } catch (Exception | Error e) {
      throw new RunFailure(e, kept);
    }
  }

  private void saveAfter(Throwable failure, Supplier<JsonObject> config) {
    try {
      writeModel();
      JsonObject result =
          new JsonObject()
              .put("epochs", epochs.size())
              .put("ending", "failed")
              .put("message", Sentences.of(failure));
      History soFar = new History(epochs, History.Ending.STOPPED, "");
      folder.writeHistory(soFar, config.get().put("result", result.fields()), heldOut);
    } catch (RunFailure | IOException | RuntimeException | Error e) {
      failure.addSuppressed(e); // what is kept is said, and why the run ended matters more
    }
  }

  private void writeModel() throws RunFailure {
    try {
      stop.write(
          () -> folder.writeModel(network, remarks), "the network is kept in " + folder.model());
      kept = sentence(folder.model());
    } catch (IOException | RuntimeException | Error e) {
      kept = "What was learnt could not be written anywhere.";
      writeElsewhere(e);
      throw new RunFailure(e, kept);
    }
  }

  /** A full disk, or a folder that is gone, is no reason to lose hours of work. */
  private void writeElsewhere(Throwable failure) {
    try {
      Path model = Files.createTempDirectory("chainrule-").resolve(folder.model().getFileName());
      stop.write(() -> network.save(model, remarks), "the network is kept in " + model);
      kept = sentence(model);
    } catch (IOException | RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }

  private String sentence(Path model) {
    return "What was learnt until " + step + " is kept in " + model + ".";
  }
}
