package dev.chainrule.stepper.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.ScenarioException;
import dev.chainrule.stepper.SnapshotCache;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands do, and what is said of those that cannot be done. */
final class SessionTest {
  @TempDir private Path folder;

  private static Session session(String query) throws InterruptedException {
    return new Session(new SnapshotCache(), Scenario.parse(query), 6);
  }

  private static String last(Session session, String... lines)
      throws IOException, InterruptedException {
    String text = "";
    for (String line : lines) {
      text = session.run(line);
    }
    return text;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1",
        "next | 1",
        "N | 1",
        "NEXT | 1",
        "7 | 7",
        "step 7 | 7",
        "s 7 | 7",
        "last | 18",
        "layer 2 | 3",
        "layer 2 back | 7",
        "layer 1 b | 11",
        "step 0 | 0",
        "first | 0",
      })
  void movesLead(String command, int step) throws IOException, InterruptedException {
    Session session = session("");
    session.run(command);

    assertThat(session.step()).isEqualTo(step);
    assertThat(session.steps()).isEqualTo(18);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "back | nothing is computed yet",
        "step 19 | there are steps 1 to 18, got 19",
        "step x | step wants a whole number from 0 on, got \"x\"",
        "99999999999999999999 | got \"99999999999999999999\"",
        "layer 3 | layer wants a whole number from 1 to 2, got \"3\"",
        "layer | got nothing",
        "layer 1 up | expected layer 2, or layer 2 back",
        "foward | did you mean forward?",
        "nxt | did you mean next?",
        "rewnd | did you mean rewind?",
        "xyzzy | there is no command \"xyzzy\"; help lists them",
        "f | \"f\" may be first or forward: write one letter more",
        "re | rewind",
        "zoom A9 | there is no array A9; there are f0, A0, b0",
        "zoom dL/dA7 | did you mean dL/dA1?",
        "zoom A1[0,2] | its shape is [2, 2], counted from 0",
        "zoom A1[0] | its shape is [2, 2]",
        "zoom A1[x] | in A1[x], x is no whole number",
        "zoom f1[2] | its shape is [1, 2]",
        "zoom [0] | name an array",
        "show | say of what",
        "set | say which number is what",
        "set A0[0,0] | say which number is what",
        "set A0=3 | say which number is what",
        "set A0[0,0]=x | A0[0,0] must be a number",
        "set A0[0,0]=NaN | A0[0,0] must be a number",
        "set z1[0,0]=1 | the parameters: there is no \"z1\"",
        "rate -1 | rate must be positive",
        "rate fast | got \"fast\"",
        "update 0 | updates wants a whole number from 1 to 200,000",
        "update 400000 | updates wants",
        "epoch x | epochs wants",
        "epoch 200000 x | epochs wants",
        "undo | nothing was changed yet",
        "forward A0 | forward mode begins at one number: forward A0[0,0]",
        "choose hidden | expected KEY=VALUE",
        "choose hiden=2 | did you mean hidden?",
        "choose data=csv | data=csv needs a table",
        "digits 18 | digits wants a whole number from 1 to 17",
        "export | export wants a file",
        "export walk.pdf | expected a name that ends in .txt, .md, .json, .html",
      })
  void mistakesAreAnsweredByASentence(String command, String sentence) throws InterruptedException {
    Session session = session("");

    if (command.equals("re")) {
      assertThat(Verb.of(command)).isEqualTo(Verb.REWIND);
      return;
    }
    assertThatThrownBy(() -> session.run(command))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(sentence);
    assertThat(session.step()).isZero();
    assertThat(session.scenario()).isEqualTo(Scenario.parse(""));
  }

  @Test
  void theEndIsSaid() throws IOException, InterruptedException {
    Session session = session("");
    session.run("last");

    assertThatThrownBy(() -> session.run("")).hasMessageContaining("this was the last step");
    assertThat(session.step()).isEqualTo(18);
  }

  @Test
  void changesAreSeenAtOnceAndCanBeTakenBack() throws IOException, InterruptedException {
    Session session = session("");
    session.run("step 1");

    assertThat(session.run("set A0[0, 1] = 1")).contains("A₀ [2, 2] =\n    0.15    1");
    assertThat(session.step()).isEqualTo(1);
    assertThat(session.run("set f0[0,0] 2")).contains("f₀ [1, 2] = 2  0.1");
    session.run("rate 0.25");
    session.run("update");
    session.run("u 3");
    assertThat(session.scenario().log().toString()).isEqualTo("A0[0,1]=1~f0[0,0]=2~rate=0.25~u4");
    assertThat(session.run("undo")).isEqualTo("Taken back: one update\n");
    assertThat(session.scenario().log().updates()).isEqualTo(3);
    assertThat(last(session, "undo", "undo", "undo", "undo")).isEqualTo("Taken back: rate=0.25\n");
    assertThat(session.run("where")).isEqualTo("nn step \"log=A0%5B0,1%5D=1~f0%5B0,0%5D=2\"\n");
    session.run("rewind");
    assertThat(session.scenario()).isEqualTo(Scenario.parse(""));
    assertThat(session.run("where")).isEqualTo("nn step\n");
  }

  @Test
  void anEpochIsEveryRowOnce() throws IOException, InterruptedException {
    Session session = session("data=xor&points=10&batch=3");

    assertThat(session.run("epoch")).startsWith("Update 4: L was ");
    session.run("epoch 2");
    assertThat(session.scenario().log().updates()).isEqualTo(12);
  }

  @Test
  void aUnitAndAWeightFromNear() throws IOException, InterruptedException {
    Session session = session("");

    assertThat(session.run("zoom f1[1]"))
        .contains("unit 1 of layer 1", "0.05 · 0.25 = 0.0125", "f₁ of it               –");
    assertThat(session.run("zoom a1[1,0]"))
        .contains("from unit 0 of layer 1 to unit 1 of layer 2", "difference quotient")
        .contains("∂L/∂A₁[1, 0]           –")
        .doesNotContain("ways to L");
    session.run("last");
    assertThat(session.run("zoom f1[1]"))
        .contains("its slope ∂f₁/∂z₁      0.240613", "∂L/∂f₁                 0.0413703");
    assertThat(session.run("zoom ∂L/∂A₁")).contains("computed by step 9", "from -0.0227402");
    assertThat(session.run("zoom b0[0]")).contains("of unit 0 of layer 1", "ways to L: 2");
    assertThat(session.run("zoom f0[0,1]")).contains("feature 1 of row 0", "∂L/∂f₀[0, 1]");
    assertThat(session.run("zoom L")).contains("L = 0.298371");
    assertThat(session.run("zoom dL/dz2[0,1]")).contains("-0.0380982");
  }

  @Test
  void largeArraysAreShortened() throws IOException, InterruptedException {
    Session session = session("data=digits&hidden=128&batch=3");
    String text = last(session, "next");

    assertThat(text).contains("A₀ [128, 784]", "f₀ [3, 784]", "…");
    assertThat(text.length()).isLessThan(3_000);
    assertThat(session.run("zoom f1[2,100]"))
        .contains("unit 100 of layer 1", "for row 2 of the batch", "the other 776");
    session.run("last");
    assertThat(session.run("zoom A0[3,400]")).contains("ways to L");
    assertThat(session.run("list").length()).isLessThan(20_000);
  }

  @Test
  void anotherNetworkCanBeChosen() throws IOException, InterruptedException {
    Session session = session("");

    assertThat(session.run("choose data=moons hidden=3 act=relu"))
        .contains("two interleaved half circles", "Dense(2→3, relu), Dense(3→2): 17 parameters");
    assertThat(session.run("where")).isEqualTo("nn step \"data=moons&hidden=3&act=relu\"\n");
    assertThat(session.run("choose")).contains("hidden    3 ", "the optimizer");
  }

  @Test
  void exportsAreInTheFormOfTheirNames() throws IOException, InterruptedException {
    Session session = session("log=u3");
    for (String name : new String[] {"a.txt", "b.md", "c.json", "d.HTML", "with space.txt"}) {
      assertThat(session.run("export \"" + folder.resolve(name) + "\"")).startsWith("Written: ");
    }

    assertThat(folder.resolve("a.txt")).content().contains("z₁ = A₀ f₀ + b₀");
    assertThat(folder.resolve("b.md")).content().contains("$$");
    assertThat(folder.resolve("c.json")).content().startsWith("{").contains("chainrule-trace/1");
    assertThat(folder.resolve("d.HTML")).content().startsWith("<!DOCTYPE html>");
    assertThat(folder.resolve("with space.txt")).exists();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(5);
    }
  }

  @Test
  void commandsComeFromPipesToo() throws IOException, InterruptedException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Session session = session("");
    int failures =
        new Conversation(session, new PrintWriter(out), new PrintWriter(err))
            .read(
                new BufferedReader(
                    new StringReader(
                        "# remark\r\nlast\r\nshow L\r\nbogus\r\nexport nowhere/x.txt\r\nquit\r\nnext\r\n")));

    assertThat(failures).isEqualTo(2);
    assertThat(out.toString())
        .contains("Step 18 of 18", "  L = 0.298371108760")
        .doesNotContain("\u001b");
    assertThat(err.toString())
        .contains("nn: there is no command \"bogus\"", "nn: nowhere")
        .hasLineCount(2);
    assertThat(session.isOver()).isTrue();
  }

  /** What was done until Ctrl-C stays done. */
  @Test
  void anInterruptedUpdateKeepsItsBeginning() throws Exception {
    Session session = session("data=xor");
    Thread here = Thread.currentThread();
    Thread impatient =
        new Thread(
            () -> {
              while (session.scenario().log().updates() < 200) {
                Thread.onSpinWait();
              }
              here.interrupt();
            });
    impatient.start();

    assertThatThrownBy(() -> session.run("update 40000"))
        .isInstanceOf(InterruptedException.class)
        .hasMessageMatching("stopped after [0-9,]+ of 40,000 updates");
    impatient.join();
    assertThat(session.scenario().log().updates()).isBetween(200L, 39_999L);
    assertThat(session.run("next")).contains("Step 1 of");
  }
}
