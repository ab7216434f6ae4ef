package dev.chainrule.data;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the bundled digits anew; run it from the module's folder after changing the generator. */
final class MakeBundledDigits {
  private MakeBundledDigits() {}

  public static void main(String[] arguments) throws IOException {
    ImageFolder.write(
        Path.of("src/main/resources/dev/chainrule/data/digits"),
        Digits.generateTrain(Digits.TRAIN_SIZE, Digits.SEED),
        Digits.generateTest(Digits.TEST_SIZE, Digits.SEED));
  }
}
