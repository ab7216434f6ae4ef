package dev.chainrule.drawing;

import java.util.Locale;

/** The colours of a picture, for screens of either kind. */
record Palette(
    String paper,
    String ink,
    String muted,
    String line,
    String label,
    Box input,
    Box step,
    Box result) {
  /** A box's colours. */
  record Box(String fill, String border) {}

  static final Palette LIGHT =
      new Palette(
          "#ffffff",
          "#1f2328",
          "#59636e",
          "#8c959f",
          "#0550ae",
          new Box("#ddf4ff", "#54aeff"),
          new Box("#f6f8fa", "#d0d7de"),
          new Box("#dafbe1", "#4ac26b"));

  static final Palette DARK =
      new Palette(
          "#0d1117",
          "#e6edf3",
          "#9da7b1",
          "#6e7681",
          "#79c0ff",
          new Box("#0c2d6b", "#388bfd"),
          new Box("#161b22", "#3d444d"),
          new Box("#033a16", "#2ea043"));

  /** The rules of a style sheet. */
  String css() {
    return String.format(
        Locale.ROOT,
        """
        .paper { fill: %s }
        text { fill: %s }
        .value { fill: %s }
        .edge { stroke: %s }
        .head { fill: %s }
        .label { fill: %s }
        .input { fill: %s; stroke: %s }
        .step { fill: %s; stroke: %s }
        .result { fill: %s; stroke: %s }
        """,
        paper,
        ink,
        muted,
        line,
        line,
        label,
        input.fill(),
        input.border(),
        step.fill(),
        step.border(),
        result.fill(),
        result.border());
  }
}
