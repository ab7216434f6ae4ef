package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.web.WebServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One server for all tests, and as many browsers as a test has pages: they are started once, and
 * each test begins with an empty page.
 */
final class Browsers implements ExecutionCondition, ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(Browsers.class);

  /** What the browser itself says where the server refuses, or is gone. */
  private static final Pattern NETWORK = Pattern.compile("Failed to load resource");

  /** Ends with the last test. */
  private static final class House implements AutoCloseable {
    final Installed installed;
    final WebServer server = WebServer.start(0, new SnapshotCache());
    final Controls controls = new Controls();
    final List<Chromium> browsers = new ArrayList<>();

    House(Installed installed) {
      this.installed = installed;
    }

    Page page(int number) {
      while (browsers.size() <= number) {
        browsers.add(Chromium.start(installed));
      }
      return new Page(browsers.get(number), server.uri(), controls);
    }

    @Override
    public void close() {
      browsers.forEach(Chromium::close);
      server.close();
    }
  }

  private static Optional<Installed> installed() {
    return Installed.find(System.getenv());
  }

  private static House house(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            House.class, key -> new House(installed().orElseThrow()), House.class);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return installed().isPresent()
        ? ConditionEvaluationResult.enabled("a browser is installed")
        : ConditionEvaluationResult.disabled(Installed.ABSENT);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Page.class || type == Controls.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    House house = house(context);
    return parameter.getParameter().getType() == Page.class
        ? house.page(parameter.getIndex())
        : house.controls;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    House house = house(context);
    house.controls.by(context.getRequiredTestClass());
    boolean refused = context.getRequiredTestMethod().isAnnotationPresent(Refused.class);
    List<String> console = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < house.browsers.size(); i++) {
      Chromium.Log log = house.page(i).leave();
      console.addAll(log.console());
      requests.addAll(log.requests());
    }
    if (refused) {
      console.removeIf(message -> NETWORK.matcher(message).find());
    }
    assertThat(console).as("the console").isEmpty();
    assertThat(requests).as("addresses").allMatch(Browsers::isHere);
  }

  private static boolean isHere(String address) {
    return address.startsWith("data:")
        || address.startsWith("blob:")
        || address.equals("about:blank")
        || "127.0.0.1".equals(URI.create(address).getHost());
  }
}
