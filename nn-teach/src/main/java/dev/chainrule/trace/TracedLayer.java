package dev.chainrule.trace;

import java.util.List;

/**
 * A layer of a trace: one f_i of the lecture.
 *
 * @param index counted from 0; it computes f_{index + 1} from f_index
 * @param path where it stands in the network: {@code 0}, {@code 2.1}
 * @param title how a summary shows it: {@code Dense(2→2, sigmoid)}
 * @param parameters the names of its parameters: A0, b0
 * @param input the name of what it reads
 * @param within the names of what it computes on the way: z1; none for most
 * @param output the name of what it computes
 */
public record TracedLayer(
    int index,
    String path,
    String title,
    List<String> parameters,
    String input,
    List<String> within,
    String output) {
  /** Copies the lists. */
  public TracedLayer {
    parameters = List.copyOf(parameters);
    within = List.copyOf(within);
  }
}
