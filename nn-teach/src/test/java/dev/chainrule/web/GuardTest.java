package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.web.Client.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask the server, and how. */
final class GuardTest {
  private static final String QUESTION = "/api/taylor?f=sin(x)";

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

  private static String get(String path, String... headers) throws IOException {
    String[] lines = new String[headers.length + 2];
    lines[0] = "GET " + path + " HTTP/1.1";
    System.arraycopy(headers, 0, lines, 1, headers.length);
    lines[lines.length - 1] = "Connection: close";
    return client.raw(lines);
  }

  private static String host() {
    return "Host: 127.0.0.1:" + client.port();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LocalHost"})
  void ourOwnNamesAreWelcome(String name) throws IOException {
    assertThat(get(QUESTION, "Host: " + name + ":" + client.port())).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "evil.example",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "127.0.0.2:PORT",
        "127.0.0.1.evil.example:PORT",
        "localhost.:PORT",
        "user@127.0.0.1:PORT",
        "[::1]:PORT",
        "0x7f.1:PORT",
        "2130706433:PORT",
        "0:PORT"
      })
  void otherHostsAreNot(String name) throws IOException {
    String answer = get(QUESTION, "Host: " + name.replace("PORT", "" + client.port()));
    assertThat(answer).matches("(?s)HTTP/1.1 (403|400) .*").doesNotContain("coefficients");
  }

  @Test
  void whoComesThroughAForwardedPortIsToldWhatToDo() throws IOException {
    String api = get(QUESTION, "Host: Box:9000");
    assertThat(api)
        .startsWith("HTTP/1.1 403")
        .contains("this server answers to 127.0.0.1:" + client.port())
        .contains("not to \\\"Box:9000\\\"")
        .contains("start it with --allow-host box:9000");
    assertThat(get("/", "Host: box:9000"))
        .startsWith("HTTP/1.1 403")
        .contains("--allow-host box:9000")
        .doesNotContain("<a ");
    assertThat(get("/", "Host: <script>:9000"))
        .doesNotContain("<script>")
        .doesNotContain("--allow");
  }

  @Test
  void aHostThatIsAllowedIsAnsweredAndNoOther() throws IOException {
    Access access = Access.local(0).withAllowedHosts(List.of("Box:9000", "[::1]:9000"));
    try (WebServer allowing = WebServer.start(access, new SnapshotCache())) {
      Client other = new Client(allowing);
      for (String host :
          List.of("box:9000", "BOX:9000", "[0::1]:9000", "localhost:" + other.port())) {
        assertThat(other.raw("GET / HTTP/1.1", "Host: " + host, "Connection: close"))
            .as(host)
            .startsWith("HTTP/1.1 200");
      }
      for (String host : List.of("box", "box:9001", "evil.example:9000", "box.evil.example:9000")) {
        assertThat(other.raw("GET / HTTP/1.1", "Host: " + host, "Connection: close"))
            .as("a name that was bound to 127.0.0.1 anew: %s", host)
            .startsWith("HTTP/1.1 403");
      }
      String[] post = {"GET " + QUESTION + " HTTP/1.1", "Host: box:9000", "Connection: close", ""};
      post[3] = "Origin: http://box:9000";
      assertThat(other.raw(post)).startsWith("HTTP/1.1 200");
      post[3] = "Origin: http://evil.example";
      assertThat(other.raw(post)).startsWith("HTTP/1.1 403");
      post[3] = "Sec-Fetch-Site: cross-site";
      assertThat(other.raw(post)).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void everyAddressListensWhereThatIsAskedFor() throws IOException {
    Access access = Access.local(0).withHost("0.0.0.0");
    try (WebServer open = WebServer.start(access, new SnapshotCache())) {
      int port = open.uri().getPort();
      assertThat(open.uri()).hasHost("127.0.0.1");
      try (Socket socket = new Socket(InetAddress.getByName("127.0.0.2"), port)) {
        socket.getOutputStream().write(head("127.0.0.2:" + port));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 200");
      }
      assertThat(
              new Client(open)
                  .raw("GET / HTTP/1.1", "Host: evil.example:" + port, "Connection: close"))
          .startsWith("HTTP/1.1 403");
    }
  }

  private static byte[] head(String host) {
    return ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aHostIsNeeded() throws IOException {
    assertThat(get(QUESTION)).startsWith("HTTP/1.1 400");
    assertThat(get(QUESTION, "Host:")).matches("(?s)HTTP/1.1 40[03] .*");
    assertThat(get(QUESTION, host(), "Host: evil.example")).startsWith("HTTP/1.1 400");
    assertThat(client.raw("GET " + QUESTION + " HTTP/1.0")).startsWith("HTTP/1.1 403");
  }

  @Test
  void anAddressInTheRequestLineCountsToo() throws IOException {
    String ours = "http://127.0.0.1:" + client.port();
    assertThat(get(ours + QUESTION, host())).startsWith("HTTP/1.1 200");
    assertThat(get("http://evil.example" + QUESTION, host())).matches("(?s)HTTP/1.1 40[03] .*");
    assertThat(get("http://evil.example" + QUESTION, "Host: evil.example"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void anOriginMustBeOurs() throws IOException {
    String ours = "Origin: http://127.0.0.1:" + client.port();
    assertThat(get(QUESTION, host(), ours)).startsWith("HTTP/1.1 200");
    for (String other :
        List.of(
            "null",
            "http://evil.example",
            "https://127.0.0.1:" + client.port(),
            "http://127.0.0.1",
            "http://127.0.0.1:" + client.port() + ".evil.example")) {
      String answer = get(QUESTION, host(), "Origin: " + other);
      assertThat(answer).startsWith("HTTP/1.1 403").contains("{\"error\":\"only the page at http:");
    }
    assertThat(get(QUESTION, host(), ours, "Origin: http://evil.example"))
        .startsWith("HTTP/1.1 403");
  }

  /** An image or a script of another page sends no Origin. */
  @Test
  void browsersSayWhichSiteAsks() throws IOException {
    for (String site : List.of("cross-site", "same-site")) {
      String header = "Sec-Fetch-Site: " + site;
      assertThat(get(QUESTION, host(), header)).startsWith("HTTP/1.1 403");
      assertThat(get("/nothing", host(), header)).as("a link is followed").contains(" 404 ");
    }
    assertThat(get(QUESTION, host(), "Sec-Fetch-Site: same-origin")).startsWith("HTTP/1.1 200");
    assertThat(get(QUESTION, host(), "Sec-Fetch-Site: none")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"})
  void onlyReadingIsAllowed(String method) throws Exception {
    String answer = client.raw(method + " " + QUESTION + " HTTP/1.1", host(), "Connection: close");
    assertThat(answer).matches("(?s)HTTP/1.1 (405|400|403) .*").doesNotContain("coefficients");
    if (method.equals("PUT")) {
      assertThat(answer).startsWith("HTTP/1.1 405").contains("\r\nAllow: GET, HEAD\r\n");
    }
  }

  @Test
  void headsAreAnswersWithoutBody() throws Exception {
    Answer answer = client.send(client.request(QUESTION).method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body()).isEmpty();
    Answer wrong =
        client.send(client.request("/api/taylor").method("HEAD", BodyPublishers.noBody()));
    assertThat(wrong.status()).isEqualTo(400);
  }

  @Test
  void longAddressesAndHeadersAreRefused() throws Exception {
    Answer answer = client.get("/api/taylor", "f", "1+".repeat(4_000) + "x");
    assertThat(answer.status()).isEqualTo(400); // 8,000 characters, of which 1,000 are a formula
    assertThat(get("/?x=" + "1".repeat(16_400), host())).startsWith("HTTP/1.1 414");
    assertThat(get("/?x=" + "1".repeat(100_000), host())).matches("(?s)HTTP/1.1 4(14|31) .*");
    assertThat(get("/", host(), "X: " + "1".repeat(100_000))).startsWith("HTTP/1.1 431");
  }

  @Test
  void whatIsNoHttpIsRefusedWithASentence() throws IOException {
    for (String line : List.of("nonsense", "GET", "GET /", "GET  / HTTP/1.1", "GET / HTTP/9.9")) {
      String answer = client.raw(line, host(), "Connection: close");
      assertThat(answer).as(line).doesNotContain("org.eclipse").doesNotContain("Exception");
    }
    assertThat(get("/%zz", host())).startsWith("HTTP/1.1 400").contains("To the stepper");
  }

  @Test
  void webSocketsAreRefused() throws IOException {
    String answer =
        client.raw(
            "GET /api/walk HTTP/1.1",
            host(),
            "Connection: Upgrade, close",
            "Upgrade: websocket",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("plain HTTP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/api/nothing", QUESTION, "/%zz", "/api/walk?%"})
  void everyAnswerTellsTheBrowserWhatItMayDo(String path) throws IOException {
    String answer = get(path, host());
    assertThat(answer)
        .contains("Content-Security-Policy: default-src 'self';")
        .contains("frame-ancestors 'none'")
        .contains("X-Content-Type-Options: nosniff")
        .contains("Referrer-Policy: no-referrer")
        .contains("Cross-Origin-Resource-Policy: same-origin")
        .containsPattern("Cache-Control: no-(store|cache)")
        .doesNotContain("Access-Control-Allow-Origin")
        .doesNotContain("Set-Cookie")
        .doesNotContain("Server:");
  }

  @Test
  void otherAddressesOfThisMachineAreDeaf() throws IOException {
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (!address.getHostAddress().equals("127.0.0.1")) {
          assertThat(listens(address)).as("%s", address).isFalse();
        }
      }
    }
  }

  private static boolean listens(InetAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, client.port()), 2_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
