package dev.chainrule.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaErrorsTest {
  /** The text, the sentence, and which character (from 1) the caret points at. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "1 + sine(x) # unknown function \"sine\": did you mean sin? # 5",
        "Exp(x) # unknown function \"Exp\": did you mean exp? # 1",
        "1 + sec(x) # unknown function \"sec\": write 1/cos(x) # 5",
        "cot(x) # unknown function \"cot\": write 1/tan(x) # 1",
        "f(x) # unknown function \"f\"; for a product write f*(…) # 1",
        "2*(x + (y) # missing ) for the ( here # 3",
        "[1, 2 # missing ] for the [ here # 1",
        "1 + |x # missing | for the | here # 5",
        "x[1 # missing ] for the [ here # 2",
        "x[ # missing ] for the [ here # 2",
        "x * # something is missing after * # 3",
        "x + * y # something is missing after + # 3",
        "x ** 2 # a power is written x^2 # 3",
        "* x # something is missing before * # 1",
        ") # something is missing before ) # 1",
        "sin() # sin takes one argument, got none # 1",
        "2 + dot(x) # dot takes two arguments, got 1 # 5",
        "max(x, y, z) # max takes one or two arguments, got 3 # 1",
        "sin x # sin needs its argument in parentheses: sin(…) # 1",
        "sin^2(x) # a power of sin is written behind its argument: sin(x)^2 # 1",
        "sin²(x) # a power of sin is written behind its argument: sin(x)^2 # 1",
        "x<0 ? -x : x # unexpected character ?: cases are written where(x < 0, -x, x) # 5",
        "() # something is missing after ( # 1",
        "(x)) # this ) closes nothing # 4",
        "[x) # expected ], got ) # 3",
        "(x, y) # commas stand between arguments, f(x, y), and entries, [x, y], and nowhere else # 3",
        "[] # this bracket is empty: a vector is written [1, 2, 3] # 1",
        "[1, ] # something is missing after , # 3",
        "[[1, 2], [3]] # this row has length 1, the first has length 2 # 10",
        "[[1, 2], 3] # rows and numbers do not mix: a matrix is written [[1, 2], [3, 4]] # 10",
        "[[[1]]] # brackets are vectors, [1, 2], or matrices, [[1, 2], [3, 4]] # 2",
        "[1, 2; 3] # unexpected character ;: the rows of a matrix are written [[1, 2], [3, 4]] # 6",
        "x^2 = 1 # unexpected character =: two values are compared by ==, and f(x) = … names the variables # 5",
        "\\sin{x} # unexpected character \\: this is not LaTeX: write sqrt(x), not \\sqrt{x}, and solve(A, b) for A\\b # 1",
        "x $ y # unexpected character $ # 3",
        "x[-1] # an index is a whole number, such as x[0] or X[0, 1]: the first is 0 # 3",
        "x[1.5] # an index is a whole number, such as x[0] or X[0, 1]: the first is 0 # 3",
        "X[1,2,3] # an entry has one index, x[0], or two, X[0, 1] # 2",
        "2[1] # a number has no entries; write * for a product # 2",
        "1/2x # /2x can be read in two ways: write * and parentheses # 4",
        "a*b^2x # ^2x can be read in two ways: write * and parentheses # 6",
        "x^--2y # ^--2y can be read in two ways: write * and parentheses # 6",
        "1/x y # /x y can be read in two ways: write * and parentheses # 5",
        "a .* b c # .* b c can be read in two ways: write * and parentheses # 8",
        "√x y # how far does this root reach? Write √(…) # 1",
        "x 2 # x 2: write x*2 for a product # 3",
        "0 < x < 1 # comparisons are joined by and: 0 < x and x < 1 # 7",
        "where(x, 1, 2) # where takes a condition such as x > 0 here: write x != 0 # 7",
        "x and y > 0 # and takes a condition such as x > 0 here: write x != 0 # 1",
        "sum.(x) # sum has no dot: write sum(…) # 1",
        "piecewise(x > 0, 1) # piecewise takes conditions, each with its value, and a last value # 1",
        "hadamard(x) # hadamard takes two arguments, got 1 # 1",
        "eye(x) # eye takes a whole number from 1 to 100, as in eye(2) # 1",
        "2 . y # unexpected character . # 3",
        "A [1, 0] # an entry is written x[0], without a space, a product with a sign: A @ [1, 2] # 3",
        "√x^2 # how far does this root reach? Write √(…) # 1",
        "√2x # how far does this root reach? Write √(…) # 1",
        "x⁻ # something is missing in this exponent # 2",
        "1e999 # this number is too large: the largest is about 1.8e308 # 1",
        "`` # the formula is empty # 1",
      })
  void pointAtTheCharacter(String text, String sentence, int character) {
    FormulaException e = catchThrowableOfType(FormulaException.class, () -> Formula.parse(text));
    assertThat(e.sentence()).isEqualTo(sentence);
    assertThat(text.codePointCount(0, e.offset()) + 1).isEqualTo(character);
  }

  @Test
  void showTheTextAndACaret() {
    assertThat(message("1 + sine(x)"))
        .isEqualTo(
            """
            unknown function "sine": did you mean sin?
              1 + sine(x)
                  ^\
            """);
  }

  @Test
  void theCaretStandsBelowWideCharactersAndTabs() {
    assertThat(message("宽 +\t😀 + $")).endsWith("\n  宽 + 😀 + $\n       ^");
    assertThat(message("宽 +\tx + $")).endsWith("\n  宽 + x + $\n           ^");
    assertThat(message("x\u0302 + $")).endsWith("\n  x\u0302 + $\n      ^");
    assertThat(message("x +\n\u202e")).contains("U+202E").endsWith("\n  x + �\n      ^");
  }

  @Test
  void ofALongTextThePartAroundTheCharacterIsShown() {
    String sum = "x + ".repeat(90);
    assertThat(message(sum + "$" + sum).lines().toList())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(130));
  }

  @Test
  void depthIsBounded() {
    String deep = "more than 500 levels deep";
    assertThat(message("(".repeat(10_000) + "x" + ")".repeat(10_000))).contains(deep);
    assertThat(message("-".repeat(10_000) + "x")).contains(deep);
    assertThat(message("√".repeat(10_000) + "x")).contains(deep);
    assertThat(message("x^".repeat(10_000) + "x")).contains(deep);
    assertThat(message("not ".repeat(10_000) + "x > 0")).contains(deep);
    assertThat(message("x ".repeat(100_000))).contains(deep);
    assertThat(message("f(x) = " + "(".repeat(10_000))).contains(deep);
    assertThat(message("piecewise(" + "x > 0, 1, ".repeat(10_000) + "2)")).contains(deep);
    assertThat(message("exp.(".repeat(10_000) + "x")).contains(deep);
    assertThat(message("[".repeat(10_000) + "x")).contains(deep);
    assertThat(message("|".repeat(10_000) + "x")).contains(deep);
    assertThat(message("x" + "+x".repeat(500_000))).contains(deep);
    assertThat(message("x" + "'".repeat(1_000_000))).contains(deep);
  }

  @Test
  void lengthIsNot() {
    String zeros = "[0" + ", 0".repeat(300_000) + "]";
    assertThat(Formula.parse(zeros)).hasToString(zeros);
    assertThat(Formula.parse("1" + "0".repeat(300) + "." + "0".repeat(1_000_000)))
        .hasToString("1e300");
    assertThat(message("x".repeat(1_000_000) + "(1)")).contains("unknown function");
  }

  private static String message(String text) {
    return catchThrowableOfType(FormulaException.class, () -> Formula.parse(text)).getMessage();
  }
}
