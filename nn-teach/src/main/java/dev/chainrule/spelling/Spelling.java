package dev.chainrule.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {
  private static final int LONGEST = 20;

  private Spelling() {}

  /** The known word in other letters, or with one typing error, in long words two. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    int tolerated = word.length() < 3 ? 0 : word.length() < 5 ? 1 : 2;
    return word.length() > LONGEST
        ? Optional.empty()
        : known.stream()
            .filter(other -> distance(other, word) <= tolerated)
            .min(Comparator.comparingInt(other -> distance(other, word)));
  }

  /** Levenshtein's: letters to insert, delete or replace; capital or not is the same. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        row[j] = Math.min(above[j - 1] + (same ? 0 : 1), 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
