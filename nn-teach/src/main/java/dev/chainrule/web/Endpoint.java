package dev.chainrule.web;

/** A question that the API answers. */
@FunctionalInterface
interface Endpoint {
  /**
   * The answer, for {@link Json}; or a {@link Download}.
   *
   * @throws IllegalArgumentException with a sentence if the query is at fault
   */
  Object answer(Parameters query) throws Exception;
}
