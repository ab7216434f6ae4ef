package dev.chainrule.stepper;

/** TODO. */
final class HtmlPage {
  private HtmlPage() {}

  static String write(Stage stage) {
    return stage.toString();
  }
}
