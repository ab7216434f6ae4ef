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
   * @throws ScenarioException naming a flag that has no effect in this situation
   */
  static void check(Scenario situation, Map<Key, String> given) {
    String data = situation.get(Key.DATA);
    boolean mazur = situation.get(Key.INIT).equals("mazur");
    check(given, Key.CSV, !situation.get(Key.CSV).isEmpty(), "--csv", data, "leave --data out");
    check(
        given,
        Key.TASK,
        !situation.get(Key.CSV).isEmpty(),
        "--task",
        data,
        "it is for a table of your own; add --csv FILE");
    check(
        given,
        Key.POINTS,
        !situation.get(Key.POINTS).isEmpty(),
        "--points",
        data,
        "it is for generated rows and pictures");
    check(
        given,
        Key.NOISE,
        !situation.get(Key.NOISE).isEmpty(),
        "--noise",
        data,
        "it is for xor, moons, circles, spiral");
    check(
        given,
        Key.DATASEED,
        !situation.get(Key.DATASEED).isEmpty(),
        "--data-seed",
        data,
        "it is for xor, moons, circles, spiral");
    check(
        given,
        Key.ACT,
        !situation.hidden().isEmpty(),
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
