package dev.chainrule.bench;

/**
 * What one epoch costs, with loading its batches and with an evaluation on the test rows.
 *
 * @param network such as {@code 784-128-10 relu}
 * @param batch rows in a step
 * @param optimizer by name
 * @param data by name
 * @param seconds for the whole
 * @param samplesPerSecond training rows in it
 * @param accuracy on the test rows after this one epoch
 */
public record EpochResult(
    String network,
    int batch,
    String optimizer,
    String data,
    Seconds seconds,
    double samplesPerSecond,
    double accuracy) {
  /**
   * Over the timed epochs.
   *
   * @param median half of them were faster
   * @param min the fastest
   * @param max the slowest
   * @param rounds how many
   */
  public record Seconds(double median, double min, double max, int rounds) {}
}
