package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two browsers at one server know nothing of each other. */
@InBrowser
final class TwoBrowsersTest {
  @Test
  void eachHasItsOwnWeightsAndScore(Page teacher, Page learner) {
    teacher.open("lesson=1&step=1");
    learner.open("lesson=1&step=1");
    teacher.click("lesson-show");
    assertThat(teacher.has("lesson-result")).isTrue();
    assertThat(learner.reload().has("lesson-result")).isFalse();
    teacher.open("").click("train-ten").click("train-epoch");
    learner.open("").click("train-one");
    assertThat(teacher.value("updates")).isEqualTo("11");
    assertThat(learner.value("updates")).isEqualTo("1");
    assertThat(learner.value("weight-A1-0-0")).isNotEqualTo(teacher.value("weight-A1-0-0"));
    learner.open(teacher.query());
    assertThat(learner.value("weight-A1-0-0")).isEqualTo(teacher.value("weight-A1-0-0"));
  }
}
