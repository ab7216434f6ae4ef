package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.stepper.ScenarioLimits;
import dev.chainrule.stepper.SnapshotCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that send slowly, or ask for much, and those who must be answered meanwhile. */
@Tag("rough")
final class SlowClientsTest {
  private static final Duration SOON = Duration.ofMillis(300);

  /** What the ordinary requests of these tests never take, be the machine as busy as it may. */
  private static final Duration LATER = Duration.ofSeconds(4);

  private static final String TABLE = "1,2,0\n3,4,1\n";
  private static final String POST = "POST /api/data HTTP/1.1";

  private final List<Socket> sockets = new ArrayList<>();
  private WebServer server = start(WebServer.Times.USUAL.withAnswer(Client.PATIENCE));
  private Client client = new Client(server);

  private static WebServer start(WebServer.Times times) {
    return WebServer.start(Access.local(0), new SnapshotCache(), times);
  }

  private void restart(WebServer.Times times) {
    server.close();
    server = start(times);
    client = new Client(server);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket begin(String... lines) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port());
    sockets.add(socket);
    socket.setSoTimeout((int) Client.PATIENCE.toMillis());
    send(socket, String.join("\r\n", lines));
    return socket;
  }

  private Socket beginBody(int length) throws IOException {
    return begin(
        POST,
        "Host: 127.0.0.1:" + client.port(),
        "Content-Type: text/csv",
        "Content-Length: " + length,
        "",
        "a");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Sends a byte now and then until the server has had enough; what it said before. */
  private static String drip(Socket socket) throws IOException, InterruptedException {
    while (socket.getInputStream().available() == 0) {
      try {
        send(socket, "1");
      } catch (IOException e) { // it hung up
        break;
      }
      Thread.sleep(20);
    }
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void everythingElseIsAnswered() throws Exception {
    assertThat(client.get("/").status()).isEqualTo(200);
    assertThat(client.get("/webjars/katex/katex.min.css").status()).isEqualTo(200);
    assertThat(client.get("/api/options").status()).isEqualTo(200);
    assertThat(client.get("/api/taylor", "f", "sin(x)").status()).isEqualTo(200);
    assertThat(client.get("/api/walk", "data", "xor").status()).isEqualTo(200);
  }

  @Test
  void aHundredSlowBodiesKeepNobodyElseWaiting() throws Exception {
    for (int i = 0; i < 100; i++) {
      beginBody(1_000);
    }
    everythingElseIsAnswered();
  }

  @Test
  void moreSlowBodiesThanAreReadAtOnceAreToldWhenToComeAgain() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      slow.add(beginBody(12));
    }
    Client.Answer turnedAway;
    int tries = 0;
    do { // not all of them are being read at once, and a table sent too early takes a place of
      // theirs
      Thread.sleep(200);
      turnedAway = post(TABLE);
    } while (turnedAway.status() == 200 && ++tries < 20);
    assertThat(turnedAway.status()).isEqualTo(503);
    assertThat(turnedAway.header("Retry-After")).isEqualTo("1");
    assertThat(turnedAway.error()).contains("try again in a second");

    for (Socket socket : slow) { // and their places are free again
      send(socket, ",b\n1,2\n3,4\n");
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 ").doesNotContain("503");
    }
    assertThat(post(TABLE).status()).isEqualTo(200);
  }

  private Client.Answer post(String csv) throws Exception {
    return client.send(
        client
            .request("/api/data")
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(csv)));
  }

  private static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c >= 0 && c != '\n';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  @Test
  void aBodyHasATimeHoweverRegularlyItsBytesArrive() throws Exception {
    restart(new WebServer.Times(Client.PATIENCE, SOON, Client.PATIENCE));
    assertThat(drip(beginBody(1_000_000)))
        .startsWith("HTTP/1.1 408")
        .contains("Connection: close")
        .contains("the table arrives too slowly");
    everythingElseIsAnswered();
  }

  @Test
  void bodiesAreNoLongerThanTheyMayBe() throws Exception {
    String announced = drip(beginBody(ScenarioLimits.CSV_BYTES + 1));
    assertThat(announced).startsWith("HTTP/1.1 413").contains("a table has at most");

    Socket socket =
        begin(
            POST,
            "Host: 127.0.0.1:" + client.port(),
            "Content-Type: text/csv",
            "Transfer-Encoding: chunked",
            "",
            Integer.toHexString(ScenarioLimits.CSV_BYTES + 1),
            "1".repeat(ScenarioLimits.CSV_BYTES + 1));
    assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
  }

  /** An idle timeout begins anew with every byte. */
  @Test
  void headsHaveATimeToo() throws Exception {
    restart(new WebServer.Times(Client.PATIENCE, Client.PATIENCE, LATER));
    assertThat(drip(begin("GET /"))).doesNotContain("200");

    Socket second = begin("GET /api/options HTTP/1.1", "Host: 127.0.0.1:" + client.port(), "", "");
    assertThat(firstLine(second)).startsWith("HTTP/1.1 200");
    second.getInputStream().skipNBytes(second.getInputStream().available());
    assertThat(second.isClosed()).isFalse();
    everythingElseIsAnswered();
  }

  @Test
  void aClientThatTakesNothingIsLetGo() throws Exception {
    restart(new WebServer.Times(Client.PATIENCE, Client.PATIENCE, LATER));
    Socket greedy = begin("");
    String request =
        "GET /webjars/katex/katex.js HTTP/1.1\r\nHost: 127.0.0.1:" + client.port() + "\r\n\r\n";
    try {
      while (true) { // its answers are not read, so that one of them gets stuck
        send(greedy, request.repeat(100));
      }
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
    }
    everythingElseIsAnswered();
  }

  /** Each of these takes seconds; few of them may wait, and nobody else has to. */
  @Test
  void manyLargeQuestionsStarveNoSmallOne() throws Exception {
    for (int i = 0; i < 150; i++) {
      begin(
          "GET /api/walk?data=moons&hidden=100,100&batch=all&log=u2000&seed=" + i + " HTTP/1.1",
          "Host: 127.0.0.1:" + client.port(),
          "",
          "");
    }
    everythingElseIsAnswered();
    int turnedAway = 0;
    for (Socket socket : sockets) {
      if (socket.getInputStream().available() > 0 && firstLine(socket).contains("503")) {
        turnedAway++;
      }
    }
    assertThat(turnedAway).isBetween(100, 140);
  }
}
