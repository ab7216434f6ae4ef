package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as spreadsheets, programs and people write them. */
final class TableTest {
  private static final String GERMAN =
      "\"Länge, cm\";\"Breite, cm\";class\n1,5;2;rot\n-0,25;3,75;blau\n";

  /** Each is [1, 2] → no and [3, 4.5] → yes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,no\n3,4.5,yes",
        "1,2,no\r\n3,4.5,yes\r\n",
        "1,2,no\r3,4.5,yes\r",
        "a,b,class\n1,2,no\n3,4.5,yes\n",
        "\"a\",\"b, c\",class\r\n\"1\",\"2\",\"no\"\r\n3,4.5,yes",
        "\"a\nof two lines\",b,class\n1,2,no\n3,4.5,yes",
        "\uFEFFa,b,class\n1,2,no\n\n3,4.5,yes\n\n",
        "1;2;no\n3;4.5;yes",
        "1;2;no\n3;4,5;yes",
        "1\t2\tno\n3\t4.5\tyes",
        "1\t2\tno\n3\t4,5\tyes",
        "\"a, b\";\"c; d\";e\n1;2;no\n3;4,5;yes",
        "sep=;\n1;2;no\n3;4,5;yes",
        "sep=,\r\n1,2,no\r\n3,4.5,yes",
        " 1 , 2 , no \n 3 , 4.5 , yes ",
        " \"1\" , \"2\", \"no\"\n3,4.5,yes",
        "1,2,no,\n3,4.5,yes,",
        "a,b,class,,\n1,2,no,,\n3,4.5,yes,,\n",
        "a,b,class\n1,2,no,\n3,4.5,yes,\n",
        "1e0,+2.,no\n0.3E+1,4.50,yes",
      })
  void allOfTheseAreTheSameRows(String text) throws DataFormatException {
    Table table = Table.parse(text);

    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.features()).isEqualTo(2);
    assertThat(table.input(0)).containsExactly(1, 2);
    assertThat(table.input(1)).containsExactly(3, 4.5);
    assertThat(table.target().usual()).isEqualTo(Task.CLASSIFICATION);
    assertThat(table.target().classes()).containsExactly("no", "yes");
    assertThat(table.target().indices()).containsExactly(0, 1);
  }

  @Test
  void decimalCommasAndHeadersWithCommas() throws DataFormatException {
    Table table = Table.parse(GERMAN);

    assertThat(table.columns()).containsExactly("\"Länge, cm\"", "\"Breite, cm\"", "\"class\"");
    assertThat(table.input(0)).containsExactly(1.5, 2);
    assertThat(table.input(1)).containsExactly(-0.25, 3.75);
    assertThat(table.remarks()).containsExactly("a comma is the decimal sign: 1,5 is 1.5");
  }

  @Test
  void whatIsLeftOutIsTold() throws DataFormatException {
    assertThat(Table.parse("a,b,\n1,2,\n3,4,\n").remarks())
        .containsExactly("column 3 and beyond are empty and left out");
    assertThat(Table.parse("a,b\n1,2\n3,4\n").remarks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the table is empty",
        "`  ` | the table is empty",
        "x,y | the table has a header and no rows",
        "1 | line 1 has 1 value: a row has the numbers that go in and, last, what is to come out",
        "a,b,class~1,2~3,4,0 | line 2 has 2 values, line 1 has 3: every row needs as many; column 3 is",
        "1,2,0~1,2,0,7~ | line 2 has 4 values, line 1 has 3: every row needs as many; column 4 has `7`",
        "1,2,0~1,,1 | line 2 has nothing in column 2: every row needs all its values",
        "a,b,c~1,2,0~~1,2, | line 4 has nothing in `c`",
        "a,b,c~1,2,~1,3, | `c`, the last column, is what is to be learnt, and it is empty",
        "a,,c~1,2,0 | line 1, the header, has no name for column 2: give it one, or leave the column",
        ",a,c~0,2,0 | line 1, the header, has no name for column 1",
        "a,b,a~1,2,0 | line 1, the header, calls columns 1 and 3 `a`: give each a name of its own",
        "a,b,c~1,2,0~1,x,1 | line 3, `b` must be a number such as 0.5, got `x`",
        "1,x,0~1,2,1 | line 1, column 2 must be a number such as 0.5, got `x`; in a header, only",
        "a,c~NaN,1 | line 2, `a` must be a number, got `NaN`, which stands for a missing value",
        "a,c~N/A,1 | line 2, `a` must be a number, got `N/A`, which stands for a missing value",
        "a,c~?,1 | line 2, `a` must be a number, got `?`, which stands for a missing value",
        "a,c~-inf,1 | line 2, `a` must be a finite number, got `-inf`",
        "a,c~1e999,1 | line 2, `a` must be a number of at most 1.8e308, got `1e999`",
        "a,c~0x1p3,1 | line 2, `a` must be a number such as 0.5, got `0x1p3`",
        "a,c~1d,1 | line 2, `a` must be a number such as 0.5, got `1d`",
        "a,c~`1,5`,1 | line 2, `a` must be a number such as 0.5, got `1,5`: write 1.5, or put",
        "a,c~`1,500`,1 | got `1,500`: write it without separators between its digits",
        "a;c~1.234.567;1 | got `1.234.567`: write it without separators",
        "a;c~1.234,5;1 | got `1.234,5`: write it without separators",
        "a;c~1'234;1 | got `1'234`: write it without separators",
        "a;c~1 234;1 | got `1 234`: write it without separators",
        "a;b;c~1.5;2,5;x~1;2;y | line 2, `a` has 1.5, but line 2, `b` has 2,5: one of the two is no",
        "a,c~1,2.5~2,NA~3,4.5 | line 3, `c` must be a number, got `NA`, which stands for a missing",
        "1,`2,0 | line 1, column 2: the quotation mark that opens here is never closed",
        "1,`2`3,0 | line 1, column 2: more follows after the closing quotation mark",
        "a,b~1,2~`x~y`,3~1 | line 5 has 1 values, line 1 has 2",
      })
  void mistakesNameLineAndColumn(String text, String sentence) {
    String table = text.replace('~', '\n').replace('`', '"');
    assertThatThrownBy(() -> Table.parse(table))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining(sentence.replace('`', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "red blue red | CLASSIFICATION | is no number",
        "0 1 1 0 | CLASSIFICATION | 2 different whole numbers in 4 rows; task=regression",
        "1.0 0.0 1.0 | CLASSIFICATION | 2 different whole numbers in 3 rows; task=regression",
        "1 3 5 7 | REGRESSION | 4 different whole numbers in 4 rows; task=classification",
        "1 2 3 1 2 3 | CLASSIFICATION | 3 different whole numbers in 6 rows",
        "1 2 3 1 2 | REGRESSION | 3 different whole numbers in 5 rows",
        "0.5 1.5 0.5 | REGRESSION | it has numbers with decimals; task=classification",
        "0.5 1.5 x | CLASSIFICATION | \"x\" in line 3 is no number",
        "7 7 7 | CLASSIFICATION | 1 different",
      })
  void whatIsLearntIsDecidedAndTold(String targets, Task task, String why)
      throws DataFormatException {
    TargetColumn target = Table.parse("1," + targets.replace(" ", "\n1,")).target();

    assertThat(target.usual()).isEqualTo(task);
    assertThat(target.remark(task, false)).contains(why);
    assertThat(target.remark(task, true)).doesNotContain("task=");
  }

  @Test
  void manyWholeNumbersAreNumbers() throws DataFormatException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 100; i++) {
      text.append(i).append(',').append(i % 21).append('\n');
    }
    assertThat(Table.parse(text.toString()).target().usual()).isEqualTo(Task.REGRESSION);
  }

  @Test
  void bothCanBeMadeOfNumbers() throws DataFormatException {
    TargetColumn target = Table.parse("0,1\n1,3\n2,5\n3,7\n").target();

    assertThat(target.numbers()).containsExactly(1, 3, 5, 7);
    assertThat(target.classes()).containsExactly("1", "3", "5", "7");
    assertThat(Table.parse("0;1,5\n1;10,5\n2;9\n").target().numbers())
        .containsExactly(1.5, 10.5, 9);
    assertThat(Table.parse("0,10\n1,9\n").target().classes()).containsExactly("9", "10");
    assertThatThrownBy(() -> Table.parse("a,kind\n0,red\n1,3\n").target().numbers())
        .hasMessage("line 2, \"kind\" must be a number such as 0.5, got \"red\"");
  }

  @Test
  void charactersAreRecognised() throws DataFormatException {
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_8,
          StandardCharsets.ISO_8859_1,
          Charset.forName("windows-1252"),
          StandardCharsets.UTF_16
        }) {
      CsvText text = CsvText.of(GERMAN.getBytes(charset));
      assertThat(text.text()).as(charset.name()).isEqualTo(GERMAN);
      assertThat(text.remark().isPresent()).isEqualTo(charset.name().matches("ISO.*|windows.*"));
    }
    byte[] marked = ("\uFEFF" + GERMAN).getBytes(StandardCharsets.UTF_8);
    assertThat(CsvText.of(marked).text()).isEqualTo(GERMAN);
    byte[] little = ("\uFEFF" + GERMAN).getBytes(StandardCharsets.UTF_16LE);
    assertThat(CsvText.of(little).text()).isEqualTo(GERMAN);
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertThatThrownBy(() -> CsvText.of(new byte[] {'P', 'K', 3, 4, 0}))
        .hasMessageContaining("spreadsheet's own file")
        .hasMessageContaining("save the sheet as CSV");
    assertThatThrownBy(() -> CsvText.of(new byte[] {'1', ',', 0}))
        .hasMessageContaining("zero bytes");
    assertThatThrownBy(() -> CsvText.of(new byte[] {'1', ',', (byte) 0x81}))
        .hasMessageContaining("neither text in UTF-8 nor in Windows-1252");
    byte[] marked = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, (byte) 0xe4};
    assertThatThrownBy(() -> CsvText.of(marked)).hasMessageContaining("save the table as UTF-8");
  }
}
