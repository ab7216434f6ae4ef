package dev.chainrule.laws;

/**
 * Something that is true of every member of a family.
 *
 * @param name the law in a few words
 * @param check throws {@link Broken} where it does not hold
 * @param <T> what the members are
 */
public record Law<T>(String name, Check<T> check) {
  /**
   * Looks whether a law holds.
   *
   * @param <T> what the members are
   */
  @FunctionalInterface
  public interface Check<T> {
    /** Throws {@link Broken} if it does not hold for {@code member}. */
    void accept(T member) throws Exception;
  }

  /** A law does not hold; the message says for what, with the numbers. */
  public static final class Broken extends AssertionError {
    private static final long serialVersionUID = 1L;

    /**
     * Says what does not hold.
     *
     * @param message for what, with the numbers
     */
    public Broken(String message) {
      super(message);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
