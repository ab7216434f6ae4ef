package dev.chainrule.cli;

import dev.chainrule.stepper.Key;
import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.ScenarioException;
import java.util.Map;

/**
 * Refuses flags of {@code nn step} that would do nothing. (A page's address may say more than its
 * data have a use for, since its reader changes the data and back.)
 */
final class StepEffects {
  private StepEffects() {}

  /**
   * Checks what was written as flags.
   *
   * @throws ScenarioException naming a flag that has no effect in this scenario
   */
  static void check(Scenario scenario, Map<Key, String> given) {
    String data = scenario.get(Key.DATA);
    boolean mazur = scenario.get(Key.INIT).equals("mazur");
    check(given, Key.CSV, !scenario.get(Key.CSV).isEmpty(), "--csv", data, "leave --data out");
    check(
        given,
        Key.TASK,
        !scenario.get(Key.CSV).isEmpty(),
        "--task",
        data,
        "it is for a table of your own; add --csv FILE");
    check(
        given,
        Key.POINTS,
        !scenario.get(Key.POINTS).isEmpty(),
        "--points",
        data,
        "it is for generated rows and pictures");
    check(
        given,
        Key.NOISE,
        !scenario.get(Key.NOISE).isEmpty(),
        "--noise",
        data,
        "it is for xor, moons, circles, spiral");
    check(
        given,
        Key.DATASEED,
        !scenario.get(Key.DATASEED).isEmpty(),
        "--data-seed",
        data,
        "it is for xor, moons, circles, spiral");
    check(
        given,
        Key.ACT,
        !scenario.hidden().isEmpty(),
        "--activation",
        "a network without hidden layers",
        "add --hidden N, such as --hidden 4");
    check(
        given,
        Key.SEED,
        !mazur,
        "--seed",
        "Mazur's numbers, which are not drawn",
        "add --init NAME, such as --init keras");
  }

  private static void check(
      Map<Key, String> given, Key key, boolean effective, String flag, String on, String advice) {
    if (given.containsKey(key) && !effective) {
      throw new ScenarioException(flag + " has no effect on " + on + "; " + advice);
    }
  }
}
