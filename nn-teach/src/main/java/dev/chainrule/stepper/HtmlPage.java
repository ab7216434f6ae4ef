package dev.chainrule.stepper;

import dev.chainrule.trace.Phase;
import dev.chainrule.trace.Product;
import dev.chainrule.trace.Step;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.Value;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The steps of a snapshot as one page that needs nothing beside it: to hand out, to keep, to print.
 * Without scripts all steps stand below each other, their equations as text; with them one is shown
 * at a time, and KaTeX sets the equations.
 *
 * <p>KaTeX stands in the page (270 KB) and gives MathML, which browsers draw with their own fonts.
 * Written by us, MathML would need a reader of LaTeX; with KaTeX's own output it would need 20 font
 * files and its style sheet.
 */
final class HtmlPage {
  private static final String KATEX = "META-INF/maven/org.webjars.npm/katex/pom.properties";

  private final Trace trace;
  private final StringBuilder text = new StringBuilder();

  private HtmlPage(Trace trace) {
    this.trace = trace;
  }

  /** The whole page. */
  static String write(Snapshot snapshot) {
    Scenario scenario = snapshot.scenario();
    Trace trace = snapshot.trace();
    HtmlPage page = new HtmlPage(trace);
    page.steps();
    String query = scenario.query();
    Map<String, String> parts =
        Map.of(
            "title", escaped(title(snapshot)),
            "css", resource("walk.css"),
            "js", resource("walk.js"),
            "katex", katex(),
            "scenario", scenario(scenario),
            "command", escaped(query.isEmpty() ? "nn step" : "nn step \"" + query + "\""),
            "last", Integer.toString(trace.steps().size()),
            "steps", page.text.toString());
    return filled(resource("walk.html"), parts);
  }

  /** One pass over the template, so that what is put in is not searched. */
  private static String filled(String template, Map<String, String> parts) {
    StringBuilder page = new StringBuilder();
    int from = 0;
    int open = template.indexOf("{{");
    while (open >= 0) {
      int close = template.indexOf("}}", open);
      page.append(template, from, open).append(parts.get(template.substring(open + 2, close)));
      from = close + 2;
      open = template.indexOf("{{", from);
    }
    return page.append(template, from, template.length()).toString();
  }

  private static String title(Snapshot snapshot) {
    String layers =
        snapshot.trace().layers().stream()
            .map(dev.chainrule.trace.TracedLayer::title)
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s: %s; %s, %s at %s; after %s updates",
        capital(snapshot.scenario().subject().title()),
        layers,
        snapshot.scenario().get(Key.LOSS),
        snapshot.scenario().get(Key.OPT),
        Numeral.text(snapshot.rate()),
        ScenarioLimits.text(snapshot.updates()));
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String scenario(Scenario scenario) {
    return scenario.entries().entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n",
                    escaped(entry.getKey()),
                    escaped(entry.getValue())))
        .collect(Collectors.joining());
  }

  private void steps() {
    text.append("<section id=\"s0\" aria-label=\"Given\"><h2>Given</h2><div class=\"row\">\n");
    for (Value value : trace.values().values()) {
      if (trace.stepOf(value.name()) == 0) {
        text.append(HtmlArray.of(value));
      }
    }
    text.append("</div></section>\n");
    trace.steps().forEach(this::step);
  }

  private void step(Step step) {
    String name = "Step " + step.number() + ", " + where(step);
    text.append(
        String.format(
            Locale.ROOT, "<section id=\"s%d\" aria-label=\"%s\">", step.number(), escaped(name)));
    text.append("<h2>").append(escaped(name)).append("</h2>\n");
    text.append(HtmlArray.formula("div", "equation", step.equation().notation())).append('\n');
    text.append("<p class=\"about\">").append(about(step)).append("</p>\n");
    List<String> upstream = step.products().stream().map(Product::upstream).toList();
    List<String> others = step.reads().stream().filter(read -> !upstream.contains(read)).toList();
    if (!others.isEmpty()) {
      text.append("<h3>Reads</h3><div class=\"row\">\n");
      others.forEach(read -> text.append(HtmlArray.of(trace.value(read))));
      text.append("</div>\n");
    }
    Value result = trace.value(step.writes());
    if (step.products().isEmpty()) {
      text.append("<h3>Writes</h3><div class=\"row\">\n").append(HtmlArray.of(result));
    } else {
      text.append("<h3>Upstream · local derivative = result</h3><div class=\"row\">\n");
      products(step);
      text.append("<span class=\"sign\">=</span>").append(HtmlArray.of(result));
    }
    text.append("</div></section>\n");
  }

  private void products(Step step) {
    String sign = "";
    for (Product product : step.products()) {
      text.append(sign).append(HtmlArray.of(trace.value(product.upstream())));
      text.append("<span class=\"sign\">·</span>").append(HtmlArray.of(product.local()));
      sign = "<span class=\"sign\">+</span>";
    }
  }

  private static String where(Step step) {
    String phase = step.phase().name().toLowerCase(Locale.ROOT);
    boolean hasLayer = step.layer() >= 0 && step.phase() != Phase.LOSS;
    return hasLayer ? phase + ", layer " + (step.layer() + 1) : phase;
  }

  private static String about(Step step) {
    String lectures = String.join(", ", step.equation().lectures());
    String cost =
        step.multiplications() == 0
            ? ""
            : ScenarioLimits.text(step.multiplications())
                + (step.multiplications() == 1 ? " multiplication" : " multiplications");
    return escaped(lectures.isEmpty() || cost.isEmpty() ? lectures + cost : lectures + "; " + cost);
  }

  /** Text within HTML, in quotation marks too. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String katex() {
    Properties properties = new Properties();
    try (InputStream in = open("/" + KATEX)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String folder = "/META-INF/resources/webjars/katex/" + properties.getProperty("version");
    String licence = "/*\n" + resource(folder + "/LICENSE") + "\n*/\n"; // which it asks to keep
    return licence + resource(folder + "/dist/katex.min.js");
  }

  private static String resource(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // part of this very program
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = HtmlPage.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name + " is not on the class path; build anew");
    }
    return in;
  }
}
