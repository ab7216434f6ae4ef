package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.web.Client.Answer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables of the user's own: {@code POST /api/data}, and {@code csv=}. */
final class TablesTest {
  private static final String TABLE = "x,y,kind\r\n0,0,a\r\n1,1,b\r\n\"2\",0,a\r\n";

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

  private static Answer post(byte[] body, String type) throws Exception {
    return client.send(
        client
            .request("/api/data")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static Answer post(String text) throws Exception {
    return post(text.getBytes(StandardCharsets.UTF_8), "text/csv; charset=utf-8");
  }

  @Test
  void aTableIsKeptByItsHash() throws Exception {
    Answer answer = post(TABLE);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode kept = answer.json();
    assertThat(kept.get("csv").asText()).startsWith("@");
    assertThat(kept.get("rows").asInt()).isEqualTo(3);
    assertThat(kept.get("features").asInt()).isEqualTo(2);
    assertThat(kept.get("classes").asInt()).isEqualTo(2);
    assertThat(post(TABLE).json()).isEqualTo(kept);
    JsonNode walk = client.get("/api/walk", "data", "csv", "csv", kept.get("csv").asText()).json();
    assertThat(walk.get("prediction").get("classes").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(client.get("/api/walk?" + kept.get("query").asText()).json()).isEqualTo(walk);
  }

  @Test
  void shortTablesStandInTheAddress() throws Exception {
    JsonNode walk = client.get("/api/walk", "data", "csv", "csv", TABLE).json();
    assertThat(walk.get("network").get("input").asInt()).isEqualTo(2);
    Answer answer = client.get("/api/walk", "data", "csv", "csv", "1,2\n".repeat(1_001));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains("4,000");
  }

  @Test
  void numbersAsTargets() throws Exception {
    JsonNode kept = post("1,0.5\n2,1.25\n3,2.5\n").json();
    assertThat(kept.get("classes").isNull()).isTrue();
    assertThat(kept.get("remarks").toString()).contains("learnt as a number");

    String query = post("0,1\n1,3\n2,5\n3,7\n").json().get("query").asText();
    JsonNode walk = client.get("/api/walk?" + query).json();
    assertThat(walk.get("scenario").get("task").asText()).isEqualTo("regression");
    assertThat(walk.get("scenario").get("loss").asText()).isEqualTo("half-mse");
    assertThat(walk.get("network").get("outputs").asInt()).isOne();
    assertThat(walk.get("prediction").isNull()).isTrue();
    assertThat(walk.get("remarks").toString()).contains("task=classification");
    JsonNode classes = client.get("/api/walk?" + query + "&task=classification").json();
    assertThat(classes.get("network").get("outputs").asInt()).isEqualTo(4);
    assertThat(classes.get("scenario").get("loss").asText()).isEqualTo("cross-entropy");
  }

  @Test
  void otherCharactersAreRead() throws Exception {
    String text = "Länge;Art\n1,5;süß\n2;saß\n";
    Answer answer = post(text.getBytes(StandardCharsets.ISO_8859_1), "text/csv");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("remarks").toString()).contains("Windows-1252", "decimal sign");
  }

  @Test
  void whatIsNoTableGetsASentence() throws Exception {
    for (String text : new String[] {"", "\n\n", "a", "1,2\n3\n", "1,x,a\n", "1,a\n2,a\n"}) {
      Answer answer = post(text);
      assertThat(answer.status()).as(text + answer.text()).isEqualTo(400);
      assertThat(answer.error()).isNotBlank();
    }
    assertThat(post(new byte[] {'1', ',', (byte) 0x81, '\n'}, "text/csv").error())
        .contains("neither text in UTF-8 nor in Windows-1252");
    assertThat(post(TABLE.getBytes(StandardCharsets.UTF_8), "application/json").status())
        .isEqualTo(415);
    assertThat(client.get("/api/walk", "data", "csv", "csv", "@0000").status()).isEqualTo(400);
    assertThat(client.get("/api/data").status()).isEqualTo(404);
  }

  @Test
  void largeTablesAreRefused() throws Exception {
    Answer answer = post("1,2,a\n".repeat(200_000));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.error()).contains("at most 1048576 bytes");
    String largest = "1,2,a\n3,4," + "b".repeat((1 << 20) - 10);
    assertThat(post(largest).status()).as("as large as a table may be").isNotEqualTo(413);
  }

  /** A body of unknown length is read no further than it may be long. */
  @Test
  void bodiesWithoutEndAreCutOff() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
      socket.setSoTimeout((int) Client.PATIENCE.toMillis());
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /api/data HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: text/csv\r\n"
                  .formatted(client.port())
              + "Transfer-Encoding: chunked\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] chunk = ("10000\r\n" + "1".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 17; i++) {
        out.write(chunk);
      }
      out.flush();
      byte[] answer = new byte[12];
      assertThat(socket.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }
}
