package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Comes last: whatever the other tests saw on the page that can be used, one of them used. */
@InBrowser
@Order(Integer.MAX_VALUE)
final class EveryControlTest {
  /** Those that between them use everything. */
  private static final List<Class<?>> OTHERS =
      List.of(
          HeaderTest.class,
          SetupTest.class,
          TrainingTest.class,
          StepsTest.class,
          InspectorTest.class,
          DigitTest.class,
          LessonTest.class,
          FormulaPageTest.class,
          TaylorTest.class,
          BrowserFaultsTest.class,
          KeyboardTest.class);

  private static final int AT_LEAST = 90;

  @Test
  void wasUsed(Controls controls) {
    assumeTrue(
        controls.tests().containsAll(OTHERS),
        "only together with the other tests: ./mvnw test -Pbrowser");
    assertThat(controls.nameless()).as("controls without a data-testid").isEmpty();
    assertThat(controls.all()).hasSizeGreaterThan(AT_LEAST);
    assertThat(controls.unused()).as("controls that no test uses").isEmpty();
  }
}
