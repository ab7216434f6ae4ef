package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.web.Client.Answer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting, stopping, files, and what is not there. */
final class WebServerTest {
  private static WebServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = WebServer.start(0, new SnapshotCache(), Client.PATIENCE);
    client = new Client(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aTakenPortGetsASentence() {
    assertThatThrownBy(() -> WebServer.start(client.port(), new SnapshotCache()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("port " + client.port() + " of 127.0.0.1 cannot be used")
        .hasMessageEndingWith("take another, or 0 for one that is free");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536, Integer.MAX_VALUE})
  void absurdPortsToo(int port) {
    assertThatThrownBy(() -> WebServer.start(port, new SnapshotCache()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 for one that is free; got " + port);
  }

  @Test
  void aPortIsFreeAgainAfterwards() throws Exception {
    int port;
    try (WebServer first = WebServer.start(0, new SnapshotCache(), Client.PATIENCE)) {
      port = first.uri().getPort();
      assertThat(first.uri()).isEqualTo(URI.create("http://127.0.0.1:" + port + "/"));
    }
    try (WebServer second = WebServer.start(port, new SnapshotCache())) {
      assertThat(new Client(second).get("/api/taylor", "f", "x").status()).isEqualTo(200);
    }
  }

  @Test
  void katexIsServedFromItsWebJar() throws Exception {
    Answer script = client.get("/webjars/katex/katex.min.js");
    assertThat(script.status()).isEqualTo(200);
    assertThat(script.type()).isEqualTo("text/javascript;charset=utf-8");
    assertThat(script.text()).contains("katex");
    assertThat(client.get("/webjars/katex/katex.min.css").text()).contains(".katex");
    Answer font = client.get("/webjars/katex/fonts/KaTeX_Main-Regular.woff2");
    assertThat(font.type()).isEqualTo("font/woff2");
    assertThat(font.response().body()).startsWith(new byte[] {'w', 'O', 'F', '2'});
  }

  @Test
  void filesAreSentOnceAndThenOnlyCompared() throws Exception {
    Answer first = client.get("/webjars/katex/katex.min.css");
    assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    Answer again =
        client.send(
            client
                .request("/webjars/katex/katex.min.css")
                .header("If-None-Match", first.header("ETag")));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.response().body()).isEmpty();
  }

  @Test
  void largeAnswersAreCompressedForThoseWhoCan() throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection)
            server.uri().resolve("/webjars/katex/katex.min.js").toURL().openConnection();
    connection.setRequestProperty("Accept-Encoding", "gzip");
    assertThat(connection.getContentEncoding()).isEqualTo("gzip");
    try (GZIPInputStream in = new GZIPInputStream(connection.getInputStream())) {
      assertThat(in.readAllBytes())
          .isEqualTo(client.get("/webjars/katex/katex.min.js").response().body());
    }
  }

  /** Each of these is on the class path, or near it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/WebServer.class",
        "/assets/../diff/Walk.class",
        "/assets/..%2fdiff%2fWalk.class",
        "/assets/%2e%2e/%2e%2e/%2e%2e/logback.xml",
        "/assets/../../../logback.xml",
        "/assets/..\\..\\..\\logback.xml",
        "/assets//logback.xml",
        "/assets/./index.html",
        "/assets/index.html/",
        "/assets/",
        "/assets",
        "/assets/%00index.html",
        "/assets/index.html%00.js",
        "/assets/;/index.html",
        "/assets/C:/windows/win.ini",
        "/assets/file:/etc/passwd.json",
        "/webjars/katex/../../../../logback.xml",
        "/webjars/katex/..%5c..%5c..%5clogback.xml",
        "/webjars/katex/katex.js/../../../../../MANIFEST.MF",
        "/webjars/katex/README.md",
        "/webjars/katex/../package.json",
        "/webjars/katex/",
        "/webjars/",
        "/META-INF/MANIFEST.MF",
        "/logback.xml",
        "/dev/chainrule/web/WebServer.class",
        "/index.html.",
        "//etc/passwd"
      })
  void nothingElseOfTheClassPathIsReachable(String path) throws Exception {
    String answer =
        client.raw(
            "GET " + path + " HTTP/1.1", "Host: 127.0.0.1:" + client.port(), "Connection: close");
    assertThat(answer)
        .matches("(?s)HTTP/1.1 (400|404) .*")
        .contains("To the stepper")
        .doesNotContain("configuration")
        .doesNotContain("Manifest-Version")
        .doesNotContain("org.eclipse");
  }

  @Test
  void whatIsNotThereIsSaidInTheLanguageOfWhoAsks() throws Exception {
    Answer api = client.get("/api/nothing");
    assertThat(api.status()).isEqualTo(404);
    assertThat(api.type()).isEqualTo("application/json;charset=utf-8");
    assertThat(api.error()).isEqualTo("there is nothing at \"/api/nothing\"");
    Answer page = client.get("/<script>alert(1)</script>".replace("<", "%3C").replace(">", "%3E"));
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.type()).isEqualTo("text/html;charset=utf-8");
    assertThat(page.text()).contains("404 Not Found").doesNotContain("<script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/taylor?f=%",
        "/api/taylor?f=%4",
        "/api/taylor?f=%zz",
        "/api/taylor?f=%ff",
        "/api/taylor?f=x&f=x",
        "/api/taylor?=&==&&",
        "/api/taylor?f",
        "/api/taylor"
      })
  void malformedQueriesGetSentences(String path) throws Exception {
    String answer =
        client.raw(
            "GET " + path + " HTTP/1.1", "Host: 127.0.0.1:" + client.port(), "Connection: close");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"error\":\"");
  }

  @Test
  void manyAtOnceAreAllAnswered() throws Exception {
    List<Integer> all =
        java.util.stream.IntStream.range(0, 200)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    return client.get("/api/taylor", "f", "sin(" + i + "x)").status();
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                })
            .toList();
    assertThat(all).hasSize(200).allMatch(status -> status == 200 || status == 503);
    assertThat(all).contains(200);
  }
}
