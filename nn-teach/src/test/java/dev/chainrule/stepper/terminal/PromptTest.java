package dev.chainrule.stepper.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.SnapshotCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys in, text out, at a terminal of our own making. */
@Timeout(60)
final class PromptTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PipedOutputStream keys = new PipedOutputStream();

  /** Types each text once what stands before it is shown: awaited, typed, awaited, typed … */
  private String talk(String... awaitedAndTyped) throws Exception {
    Session session = new Session(new SnapshotCache(), Scenario.parse("data=xor"), 6);
    try (Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .type("xterm")
            .encoding(StandardCharsets.UTF_8)
            .streams(new PipedInputStream(keys), shown)
            .build()) {
      Thread typist = new Thread(() -> type(awaitedAndTyped));
      typist.start();
      new Prompt(session).run(terminal);
      typist.interrupt();
      typist.join();
    }
    return text();
  }

  private void type(String... awaitedAndTyped) {
    try {
      int from = 0;
      for (int i = 0; i < awaitedAndTyped.length; i += 2) {
        int at = text().indexOf(awaitedAndTyped[i], from);
        while (at < 0) {
          Thread.sleep(5);
          at = text().indexOf(awaitedAndTyped[i], from);
        }
        from = at + awaitedAndTyped[i].length();
        keys.write(awaitedAndTyped[i + 1].getBytes(StandardCharsets.UTF_8));
        keys.flush();
      }
      Thread.sleep(Long.MAX_VALUE); // a pipe breaks when its writer ends
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // left before all was typed
    } catch (IOException e) {
      fail("the keyboard", e);
    }
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void enterWalksAndCtrlDLeaves() throws Exception {
    String text = talk("[0/", "\r", "[1/", "\r", "[2/", "\u0004");

    assertThat(text).contains("Enter computes the next step", "Step 1 of", "Step 2 of");
    assertThat(text).doesNotContain("Step 3 of");
  }

  @Test
  void ctrlCAtThePromptLeaves() throws Exception {
    assertThat(talk("[0/", "\r", "[1/", "\u0003")).contains("Step 1 of").doesNotContain("[2/");
  }

  @Test
  void ctrlCEndsALongUpdateAndComesBack() throws Exception {
    String text = talk("[0/", "update 40000\r", "\n", "\u0003", "stopped after", "q\r");

    assertThat(text).containsPattern("nn: stopped after [0-9,]+ of 40,000 updates\\.");
  }

  @Test
  void theUpArrowSaysItAgainAndTabCompletes() throws Exception {
    String text =
        talk(
            "[0/",
            "las\t\r",
            "Step 16 of 16",
            "fir\r",
            "Given",
            "\u001bOA\u001bOA\r",
            "[16/",
            "q\r");

    assertThat(text).containsSubsequence("Step 16 of 16", "Given", "Step 16 of 16");
  }

  @Test
  void mistakesDoNotEndIt() throws Exception {
    assertThat(talk("[0/", "nonsense\r", "[0/", "\"\\\r", "[0/", "\r", "[1/", "q\r"))
        .contains("nn: there is no command \"nonsense\"", "no command \"\"\\\"", "Step 1 of");
  }
}
