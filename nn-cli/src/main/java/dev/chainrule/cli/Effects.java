package dev.chainrule.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Refuses flags that would do nothing, so that no one takes a run for something that it was not.
 * What is left at its default was not asked for, and passes.
 *
 * @param spec of the command whose flags these are
 */
record Effects(CommandSpec spec) {
  /** Whether the user wrote this flag. */
  boolean isGiven(String flag) {
    return spec.commandLine().getParseResult().hasMatchedOption(flag);
  }

  /**
   * Checks one flag.
   *
   * @param effective whether it has an effect, in this scenario
   * @param sentence why it has none, and with what it would have one: {@code there is no hidden
   *     layer (--hidden none)}
   * @throws ParameterException if it was written and has none
   */
  void check(String flag, boolean effective, String sentence) {
    if (!effective && isGiven(flag)) {
      throw new ParameterException(spec.commandLine(), flag + " has no effect here: " + sentence);
    }
  }
}
