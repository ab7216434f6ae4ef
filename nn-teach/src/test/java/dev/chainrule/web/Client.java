package dev.chainrule.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a server over HTTP. */
final class Client {
  /** However busy the machine that tests. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final URI root;

  Client(WebServer server) {
    this.root = server.uri();
  }

  /** An answer. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() throws IOException {
      return MAPPER.readTree(response.body());
    }

    /** The sentence of a refusal. */
    String error() throws IOException {
      return json().path("error").asText();
    }

    /** Its media type, without spaces. */
    String type() {
      return header("Content-Type").replace(" ", "");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  int port() {
    return root.getPort();
  }

  /** {@code get("/api/taylor", "f", "x+1")}: names and values, which are encoded here. */
  Answer get(String path, String... query) throws IOException, InterruptedException {
    StringBuilder address = new StringBuilder(path);
    for (int i = 0; i < query.length; i += 2) {
      address
          .append(i == 0 ? '?' : '&')
          .append(query[i])
          .append('=')
          .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
    }
    return send(HttpRequest.newBuilder(root.resolve(address.toString())));
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Answer(
        client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path));
  }

  /** Sends lines as they are, and returns all that comes back until the server hangs up. */
  String raw(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String text = String.join("\r\n", lines) + "\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
