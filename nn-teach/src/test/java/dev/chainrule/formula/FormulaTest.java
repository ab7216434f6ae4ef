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
        "2π r # (2*pi)(r)",
        "2π*r² # 2*pi*r^2",
        "√x + √(x+1) # sqrt(x) + sqrt(x + 1)",
        "2√x # 2*sqrt(x)",
        "a − b × c ÷ d · e # a - b*c/d*e",
        "x⁻¹² # x^-12",
        "|x| + |y-|z|| # |x| + |(y - |z|)|",
        "||x|-1| # |(|x| - 1)|",
        "||x|| # norm(x)",
        "2|x| + |x||y| # 2*|x| + (|x|)(|y|)",
        "2‖x‖² # 2*norm(x)^2",
        "x y # x y",
        "x y z # (x y)(z)",
        "2x y # (2*x)(y)",
        "(a)(b) # a b",
        "x² y # (x^2)(y)",
        "x^n y # (x^n)(y)",
        "x^2 y + A^-1 A # (x^2)(y) + (A^-1)(A)",
        "x'A x # (x' A)(x)",
        "xᵀy + x^⊤y # x' y + x' y",
        "2sin(x)cos(x) # (2*sin(x))(cos(x))",
        "x .* y./z .^ 2 # x .* y ./ z .^ 2",
        "2.*x + 1./x - 2.^x # 2 .* x + 1 ./ x - 2 .^ x",
        "A ⊙ B .+ 1 .- x # A .* B .+ 1 .- x",
        "exp.(A) + hadamard(A, B) # exp.(A) + A .* B",
        "matmul(A, B) # A @ B",
        "pow(x, 2) # x^2",
        "∛x + cbrt(x) # cbrt(x) + cbrt(x)",
        "x<1 and not y>=2 or x!=y # x < 1 and not y >= 2 or x != y",
        "x≤1∧y≥2 && x≠y # x <= 1 and y >= 2 and x != y",
        "(x < 1) * 2 # (x < 1)*2",
        "x < -1 # x < (-1)",
        "(a or b>0) # !",
        "if(x > 0, 1, 2) # where(x > 0, 1, 2)",
        "piecewise(x<0, 1, x<1, 2, 3) # where(x < 0, 1, where(x < 1, 2, 3))",
        "f(x) = x^2 # x^2",
        "z = x + y # x + y",
        "tr(A) + lg(x) + arcosh(x) + σ(x) # trace(A) + log10(x) + acosh(x) + sigmoid(x)",
        "σ^2 + σ # σ^2 + σ",
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
        "x y + A .* B # x \\, y + A \\odot B",
        "x .^ 2 + x ./ y + exp.(x) # x^{\\circ 2} + x \\oslash y + \\exp.\\left(x\\right)",
        "cbrt(x) + ∛x # \\sqrt[3]{x} + \\sqrt[3]{x}",
        "x[0] + A[0, 1] # x_{0} + A_{0, 1}",
        "x <= 1 # x \\le 1",
        "where(x > 0, x, 0) # \\begin{cases} x & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
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
  void theLeftSideNamesVariables() {
    assertThat(Formula.parse("f(e) = e^2").variables()).containsOnlyKeys("e");
    assertThat(Formula.parse("g(x, y) = 2xy")).hasToString("(2*x)(y)");
    assertThatThrownBy(() -> Formula.parse("g(x) = a x"))
        .hasMessageStartingWith("a is not among the variables on the left: write g(x, a) = …");
    assertThatThrownBy(() -> Formula.parse("g(sin) = 2"))
        .hasMessageStartingWith("sin is a function: a variable needs another name");
    assertThatThrownBy(() -> Formula.parse("g(x) ="))
        .hasMessageStartingWith("something is missing after =");
  }

  @Test
  void wordsMadeOfVariablesAreTheirProduct() {
    assertThat(Formula.parse("2xy^2", Set.of("x", "y"))).hasToString("(2*x)(y^2)");
    assertThat(Formula.parse("x'Ax", Set.of("x", "A"))).hasToString("(x' A)(x)");
    assertThat(Formula.parse("x(y+1)", Set.of("x", "y"))).hasToString("(x)(y + 1)");
    assertThat(Formula.parse("xy", Set.of("x", "y", "xy"))).hasToString("xy");
    assertThat(Formula.parse("pi", Set.of("p", "i"))).hasToString("pi");
    assertThat(Formula.parse("abc", Set.of("a", "b", "ab", "c", "bc"))).hasToString("abc");
  }

  @Test
  void variablesComeInTheOrderInWhichTheyAreWritten() {
    assertThat(Formula.parse("z*exp(y) + x/z").variables().keySet()).containsExactly("z", "y", "x");
  }
}
