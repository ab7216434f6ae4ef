package dev.chainrule.data.internal;

import java.util.List;

/**
 * The ways people write the digits: one line a way.
 *
 * <p>A line holds strokes, parted by {@code ;}. A stroke is the points that the pen passes, {@code
 * x y}, in hundredths of the box, x to the right and y down; {@code !} marks a point where it turns
 * sharply. Drawn by us, from no font.
 */
final class Glyphs {
  private static final List<List<String>> LINES =
      List.of(
          List.of( // 0: round, narrow, with the end run over the beginning
              "50 2, 24 18, 16 50, 26 84, 50 98, 76 82, 84 50, 74 16, 50 2",
              "58 3, 36 14, 28 50, 36 86, 52 98, 68 84, 74 48, 66 12, 50 4",
              "64 12, 42 4, 20 28, 18 66, 38 96, 66 90, 82 56, 74 20, 52 6, 38 14"),
          List.of( // 1: bar, slanted bar, serif, serif and base, long upstroke
              "50 2, 50 98",
              "62 2, 40 98",
              "34 22, 52 2!, 52 98",
              "32 22, 52 2!, 52 98; 30 98, 74 97",
              "22 42, 56 2!, 54 98"),
          List.of( // 2: plain, with a loop, with a flat base, curled
              "20 24, 36 6, 60 4, 76 22, 68 46, 40 74, 18 96!, 50 94, 82 96",
              "22 22, 40 4, 66 8, 74 28, 60 56, 34 86, 20 92, 18 80, 34 78, 56 92, 84 92",
              "22 14, 50 3, 74 16, 70 40, 20 97!, 82 97",
              "26 30, 24 12, 50 2, 76 18, 66 48, 24 92!, 44 88, 64 96, 84 88"),
          List.of( // 3: round, flat top, with a small loop in the middle
              "22 14, 46 2, 72 14, 70 34, 44 47!, 74 58, 78 80, 50 98, 20 86",
              "22 4, 74 4!, 44 40!, 72 50, 80 74, 54 98, 20 88",
              "24 10, 54 2, 72 20, 56 42, 40 48, 46 42, 70 54, 76 80, 48 98, 18 84"),
          List.of( // 4: open, closed, open and round
              "30 4, 18 56!, 84 56; 64 10, 62 98",
              "62 98, 62 2!, 14 66!, 86 66",
              "26 4, 20 44, 34 56, 76 52; 74 6, 66 60, 62 98"),
          List.of( // 5: one stroke, with its bar apart, like an S
              "76 4, 30 4!, 26 44!, 56 38, 80 60, 66 92, 36 98, 18 86",
              "30 6, 26 46!, 52 40, 78 60, 70 90, 44 98, 18 88; 30 6, 78 3",
              "76 6, 44 8, 28 26, 46 46, 70 58, 74 82, 46 98, 20 88"),
          List.of( // 6: curved, straight, curled
              "68 4, 38 26, 20 64, 34 94, 62 96, 78 74, 62 54, 36 60, 22 76",
              "60 2, 28 56, 24 84, 48 98, 74 84, 70 60, 46 56, 26 74",
              "76 16, 56 2, 30 24, 20 66, 40 97, 72 88, 72 60, 46 52, 24 72"),
          List.of( // 7: plain, barred, with a serif, curved
              "18 6, 80 5!, 42 98",
              "18 6, 80 5!, 42 98; 30 52, 76 50",
              "20 20, 20 6!, 80 5!, 56 44, 44 98",
              "18 10, 48 4, 80 8!, 58 40, 46 98"),
          List.of( // 8: begun like an S, two rings, open at the top
              "70 16, 48 2, 26 18, 38 40, 64 58, 76 80, 50 98, 24 80, 36 58, 62 40, 74 18, 58 5",
              "50 46, 28 24, 50 2, 72 24, 50 46, 22 74, 50 98, 78 74, 50 46",
              "74 10, 42 4, 30 26, 68 64, 66 94, 34 94, 28 70, 60 38, 78 14"),
          List.of( // 9: straight, curled, with a tail, slanted
              "74 20, 50 4, 26 22, 34 48, 60 48, 74 20!, 72 98",
              "74 22, 50 3, 24 24, 34 50, 62 46, 75 20!, 74 66, 56 97, 26 90",
              "74 14, 50 2, 26 22, 40 48, 66 36, 74 14!, 70 60, 50 98",
              "70 12, 44 4, 26 28, 44 50, 70 30, 74 14, 70 56, 58 98"));

  private static final List<List<List<Stroke>>> STROKES =
      LINES.stream().map(ways -> ways.stream().map(Stroke::parseAll).toList()).toList();

  private Glyphs() {}

  /** The ways to write {@code digit}, each a list of strokes. */
  static List<List<Stroke>> of(int digit) {
    return STROKES.get(digit);
  }
}
