package dev.chainrule.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NamedTest {
  @Test
  void hasTheLastValueOfEachName() {
    Named<Integer> named = new Named<>();
    assertThat(named.get("0")).isNull();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20; i++) {
        named.put(Integer.toString(i), i + 100 * round); // another string of the same letters
        assertThat(named.get(Integer.toString(i))).isEqualTo(i + 100 * round);
      }
    }
    for (int i = 0; i < 20; i++) {
      assertThat(named.get(Integer.toString(i))).isEqualTo(i + 100);
    }
    assertThat(named.get("20")).isNull();
  }
}
