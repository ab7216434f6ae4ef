package dev.chainrule.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  /** What is written, and the same with no more parentheses than needed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "sqrt(x^2+exp(x^2))+cos(x^2+exp(x^2)) # sqrt(x^2 + exp(x^2)) + cos(x^2 + exp(x^2))",
        "a-b-c # a - b - c",
        "a-(b-c) # a - (b - c)",
        "a/b/c*d # a/b/c*d",
        "a/(b*c) # a/(b*c)",
        "(a*b)/c # a*b/c",
        "x^y^z # x^y^z",
        "(x^y)^z # (x^y)^z",
        "-x^2 # -x^2",
        "(-x)^2 # (-x)^2",
        "2^-1 # 2^-1",
        "2^-x^2 # 2^(-x^2)",
        "-x*y # -x*y",
        "-(x*y) # -(x*y)",
        "x*-y # x*(-y)",
        "x--y # x - (-y)",
        "--x # -(-x)",
        "+x # x",
        "2x # 2*x",
        "-2x # -2*x",
        "2x^2 # 2*x^2",
        "3(x+1) # 3*(x + 1)",
        "3*2x # 3*2*x",
        "2sin(x)cos # !",
        "2π r # !",
        "2π*r² # 2*pi*r^2",
        "√x + √(x+1) # sqrt(x) + sqrt(x + 1)",
        "2√x # 2*sqrt(x)",
        "a − b × c ÷ d · e # a - b*c/d*e",
        "x⁻¹² # x^-12",
        "|x| + |y-|z|| # abs(x) + abs(y - abs(z))",
        "||x|-1| # abs(abs(x) - 1)",
        "||x|| # norm(x)",
        "‖x - y‖ # norm(x - y)",
        "A@x + b # A @ x + b",
        "A^T@A' # A' @ A'",
        "transpose(A)ᵀ # A''",
        "(A@B)' # (A @ B)'",
        "x'[1] # x'[1]",
        "(x+y)[1,2] # (x + y)[1, 2]",
        "[1,.5,1e-3,1.] # [1, 0.5, 0.001, 1]",
        "[[a, b], [c, d]][1, 2] # [[a, b], [c, d]][1, 2]",
        "2e # 2*e",
        "2e3 # 2000",
        "1e300 + 6.02e-23 # 1e300 + 6.02e-23",
        "ln(arcsin(x)) # log(asin(x))",
        "max(x,0) + max(x) + clamp(x,-1,1) # max(x, 0) + max(x) + clamp(x, -1, 1)",
        "θ_1 * x₂ + theta # θ_1*x₂ + theta",
        "`1 +\n\tx` # 1 + x",
      })
  void isPrintedInTheSimplestWay(String text, String printed) {
    if (printed.equals("!")) {
      assertThatThrownBy(() -> Formula.parse(text)).isInstanceOf(FormulaException.class);
      return;
    }
    Formula formula = Formula.parse(text);
    assertThat(formula).hasToString(printed);
    assertThat(Formula.parse(printed)).isEqualTo(formula);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "x^2 # x^{2}",
        "sqrt(c) # \\sqrt{c}",
        "a + b # a + b",
        "exp(a) # \\exp\\left(a\\right)",
        "(a+b)/(2c) # \\frac{a + b}{2 c}",
        "a*(b/c) # a \\cdot \\frac{b}{c}",
        "2*3 # 2 \\cdot 3",
        "2(3x) # 2 \\cdot \\left(3 x\\right)",
        "(x/y)^2 # \\left(\\frac{x}{y}\\right)^{2}",
        "x^y^z # x^{y^{z}}",
        "sin(x)^2 # \\left(\\sin\\left(x\\right)\\right)^{2}",
        "x*(-y) # x \\cdot \\left(-y\\right)",
        "A^T@x # A^{\\top} \\, x",
        "inv(A)@b # A^{-1} \\, b",
        "|x| # \\left| x \\right|",
        "norm(x)^2 # \\left\\| x \\right\\|^{2}",
        "[x, y] # \\begin{pmatrix} x \\\\ y \\end{pmatrix}",
        "[[1,2],[3,4]] # \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
        "x[1] + x1[2] # x_{1} + \\left(x_{1}\\right)_{2}",
        "x_1 + x₂ + x10 # x_{1} + x_{2} + x_{10}",
        "theta + θ1 + rate # \\theta + \\theta_{1} + \\mathrm{rate}",
        "logsumexp(x) # \\operatorname{logsumexp}\\left(x\\right)",
        "sigmoid(x) + logdet(A) # \\sigma\\left(x\\right) + \\log\\det\\left(A\\right)",
        "é + ω*Ξ + 时间 # \\text{é} + \\omega \\cdot \\Xi + \\text{时间}",
        "2pi*e # 2 \\pi \\cdot \\mathrm{e}",
        "1e-20x # 1 \\cdot 10^{-20} \\cdot x",
      })
  void isPrintedInLatex(String text, String latex) {
    assertThat(Formula.parse(text).toLatex()).isEqualTo(latex);
  }

  @Test
  void constantsAreVariablesWhereTheyAreBound() {
    assertThat(Formula.parse("e + pi + x").variables()).containsOnlyKeys("x");
    assertThat(Formula.parse("e + pi + x", Set.of("e")).variables()).containsOnlyKeys("e", "x");
    assertThat(Formula.parse("x^T", Set.of("T"))).hasToString("x^T");
    assertThat(Formula.parse("x^T", Set.of("T")).variables()).containsOnlyKeys("x", "T");
  }

  @Test
  void variablesComeInTheOrderInWhichTheyAreWritten() {
    assertThat(Formula.parse("z*exp(y) + x/z").variables().keySet()).containsExactly("z", "y", "x");
  }
}
