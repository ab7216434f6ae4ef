package dev.chainrule.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

final class ReadBudgetTest {
  private static final long GIB = 1L << 30;

  @Test
  void isProportionalToTheFileAndCapped() {
    assertThat(ReadBudget.of("a", 0, 8 * GIB).limit()).isEqualTo(64L << 20);
    assertThat(ReadBudget.of("a", 1000, 8 * GIB).limit()).isEqualTo((64L << 20) + 16_000);
    assertThat(ReadBudget.of("a", GIB, 8 * GIB).limit()).isEqualTo(4 * GIB);
    assertThat(ReadBudget.of("a", Long.MAX_VALUE, 8 * GIB).limit()).isEqualTo(4 * GIB);
  }

  @Test
  void namesFileClaimLimitAndTheWayOn() {
    ReadBudget budget = ReadBudget.of("a.gz", 192, 8 * GIB).orElse("unpack it with gunzip");

    assertThatThrownBy(() -> budget.take(6_400_000_000L, "its 400000000 inputs"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a.gz: its 400000000 inputs would take 6400 MB of memory; a file of 192 bytes may take"
                + " 67 MB; unpack it with gunzip");
  }

  @Test
  void saysThatJavaHasLess() {
    assertThatThrownBy(() -> ReadBudget.of("a", 100 << 20, GIB).take(GIB, "its rows"))
        .hasMessageContaining("may take 536 MB, half of what Java may use (-Xmx)");
  }

  @Test
  void countsWhatIsTakenAndGivenBack() throws IOException {
    ReadBudget budget = ReadBudget.of("a", 0, 8 * GIB);
    budget.take(60L << 20, "one");
    assertThat(budget.left()).isEqualTo(4L << 20);
    assertThatThrownBy(() -> budget.take(5L << 20, "two")).isInstanceOf(IOException.class);
    budget.giveBack(60L << 20);
    budget.take(5L << 20, "two");
  }

  @Test
  void productsThatOverflowAreRefused() {
    ReadBudget budget = ReadBudget.of("a", 0, 8 * GIB);
    assertThatThrownBy(() -> budget.take(1L << 40, 1L << 40, "x")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> budget.take(-1, "x")).hasMessageContaining("more than can be counted");
  }

  @Test
  void countsAStream() throws IOException {
    ReadBudget budget = ReadBudget.of("a", 0, 2 * 10);
    try (InputStream in = budget.counting(new ByteArrayInputStream(new byte[10]), "its text")) {
      assertThat(in.readAllBytes()).hasSize(10);
    }
    try (InputStream in = budget.counting(new ByteArrayInputStream(new byte[1]), "its text")) {
      assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }
  }
}
