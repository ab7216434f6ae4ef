package dev.chainrule.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * Runs what people run first, so that the JVM can keep the classes this takes in an archive, from
 * which the next start has them parsed and verified. The launcher {@code nn} calls it once a build.
 */
final class Rehearsal {
  private Rehearsal() {}

  /**
   * Ends with the exit code of the first command that fails, or 0.
   *
   * @param arguments an empty folder to write to
   */
  public static void main(String[] arguments) {
    Path run = Path.of(arguments[0]);
    String model = run.resolve("model.safetensors").toString();
    List<List<String>> commands =
        List.of(
            List.of("train", "--help"),
            List.of("data", "list"),
            List.of("diff", "sqrt(x^2+exp(x^2))+cos(x^2+exp(x^2))", "--at", "x=1"),
            List.of("diff", "norm(A@x-b)^2", "--at", "A=[[1,2],[3,4]] x=[1,1] b=[0,1]"),
            List.of("step", "--walk"),
            List.of("train", "--epochs", "1", "--out", run.toString()),
            List.of("eval", model),
            List.of("summary", model));
    for (List<String> command : commands) {
      int code = Main.commandLine().execute(command.toArray(String[]::new));
      if (code != 0) {
        System.exit(code);
      }
    }
    System.exit(0); // as Main does, whatever threads are left
  }
}
