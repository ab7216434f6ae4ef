package dev.chainrule.web.browser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number on the page.
 *
 * @param test its name for tests
 * @param name of the array
 * @param index in it: a unit has one, a cell of a table has row and column
 * @param value all its digits; null where it is not computed yet
 * @param text what one reads; null where the number is only a colour
 */
record Shown(
    String test, String name, List<Integer> index, @Nullable String value, @Nullable String text) {
  static final String UNKNOWN = "–";

  /** All numbers that have a name. */
  static List<Shown> all(Page page) {
    List<Shown> all = new ArrayList<>();
    for (Object one : (List<?>) page.script(Scripts.NUMBERS)) {
      List<?> parts = (List<?>) one;
      all.add(
          new Shown(
              String.valueOf(parts.get(0)),
              String.valueOf(parts.get(1)),
              Arrays.stream(String.valueOf(parts.get(2)).split(",", -1))
                  .map(Integer::valueOf)
                  .toList(),
              (String) parts.get(3),
              (String) parts.get(4)));
    }
    return all;
  }

  int row() {
    return index.size() == 2 ? index.get(0) : 0;
  }

  int column() {
    return index.get(index.size() - 1);
  }

  /** What one reads as a number: 1.2·10⁻⁷ is 1.2e-7. */
  static double read(String text) {
    String plain = text.replace('−', '-').replace("·10", "e").replace('⁻', '-');
    for (int i = 0; i < 10; i++) {
      plain = plain.replace("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(i), (char) ('0' + i));
    }
    return Double.parseDouble(plain);
  }

  /** The half of a unit in the last place that one reads. */
  static double rounding(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    String[] parts = plain.split("·10", -1);
    int point = parts[0].indexOf('.');
    double unit = point < 0 ? 1 : Math.pow(10, -(parts[0].length() - point - 1));
    return 0.5 * unit * (parts.length > 1 ? read("1·10" + parts[1]) : 1);
  }
}
