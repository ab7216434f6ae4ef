package dev.chainrule.web;

import dev.chainrule.stepper.Samples;
import dev.chainrule.stepper.Situation;
import dev.chainrule.stepper.Stages;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/data}: a table that is kept for a while.
 *
 * @param csv what a situation calls it: {@code @HASH}
 * @param query the situation that learns from it
 * @param classes null where targets are numbers
 */
record TableAnswer(String csv, String query, int rows, int features, @Nullable Integer classes) {
  static TableAnswer of(byte[] body, Stages stages) throws InterruptedException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.bad("the table is not UTF-8: save it as UTF-8 and send it again");
    }
    String name = stages.keep(text);
    Situation situation = Situation.parse("data=csv&csv=" + name);
    Samples samples = stages.of(situation).samples();
    int classes = samples.classes().size();
    return new TableAnswer(
        name,
        situation.query(),
        samples.size(),
        samples.features(),
        classes == 0 ? null : (Integer) classes);
  }
}
