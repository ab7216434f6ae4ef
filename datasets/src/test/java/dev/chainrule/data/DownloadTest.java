package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a server on loopback that misbehaves as servers do. */
class DownloadTest {
  private static final String FIRST = "train-images-idx3-ubyte.gz";

  @TempDir Path folder;
  private TinyArchive tiny;
  private HttpServer server;
  private ExecutorService threads;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    tiny = TinyArchive.packedIn(folder.resolve("published"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/good/", exchange -> answerWhole(exchange, "\"v1\""));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void fetchesFourFilesThenFindsThem() throws IOException {
    ImageArchive archive = archive("/good/");
    assertThat(store().load(archive, DownloadProgress.NONE).train().size()).isEqualTo(20);
    assertThat(requests).hasSize(4);
    assertThat(store().load(archive, DownloadProgress.NONE).test().size()).isEqualTo(10);
    assertThat(requests).hasSize(4);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void fetchesOnlyWhatTheCacheLacks() throws IOException {
    tiny.copyTo(folder.resolve("cache/tiny"));
    Files.delete(fetched());
    List<Path> files = store().fetch(archive("/good/"), DownloadProgress.NONE);
    assertThat(requests).containsExactly("/good/" + FIRST);
    assertThat(files).allMatch(file -> file.startsWith(folder.resolve("cache/tiny")));
  }

  @Test
  void neverCompletesAnotherPlaceFromTheCache() throws IOException {
    Path environment = folder.resolve("environment");
    tiny.copyTo(environment.resolve("tiny"));
    Files.delete(environment.resolve("tiny").resolve(FIRST));
    Path cache = folder.resolve("cache");
    ArchiveStore store =
        new ArchiveStore(new DataDirectories(Optional.empty(), Optional.of(environment), cache));
    List<Path> files = store.fetch(archive("/good/"), DownloadProgress.NONE);
    assertThat(requests).hasSize(4);
    assertThat(files).allMatch(file -> file.startsWith(cache));
  }

  @Test
  void tellsHowFarItIs() throws IOException {
    List<Long> seen = new ArrayList<>();
    List<OptionalLong> totals = new ArrayList<>();
    DownloadProgress progress =
        (file, bytes, total) -> {
          if (file.equals(FIRST)) {
            seen.add(bytes);
            totals.add(total);
          }
        };
    store().fetch(archive("/good/"), progress);
    long size = tiny.packed(FIRST).length;
    assertThat(seen).isSorted().startsWith(0L).endsWith(size);
    assertThat(totals).containsOnly(OptionalLong.of(size));
  }

  @Test
  void resumesAfterACutConnection() throws IOException {
    server.createContext(
        "/cut/",
        exchange -> {
          byte[] bytes = requested(exchange);
          String range = exchange.getRequestHeaders().getFirst("Range");
          if (range == null && isFirst(exchange)) {
            cutAfter(exchange, bytes, bytes.length / 2);
          } else if (range == null) {
            answer(exchange, 200, bytes);
          } else {
            assertIfRange(exchange, "\"v1\"");
            answerRest(exchange, bytes, begin(range));
          }
        });
    assertThat(store().load(archive("/cut/"), DownloadProgress.NONE).train().size()).isEqualTo(20);
    assertThat(requests).hasSize(5);
    int half = tiny.packed(FIRST).length / 2;
    assertThat(requests.get(1)).startsWith("/cut/" + FIRST + " bytes=").endsWith("\"v1\"");
    assertThat(begin(requests.get(1).split(" ", -1)[1])).isBetween(1, half);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void startsOverWhereTheServerKnowsNoRanges() throws IOException {
    leavePart(Arrays.copyOf(tiny.packed(FIRST), 100));
    store().fetch(archive("/good/"), DownloadProgress.NONE);
    assertThat(requests.get(0)).contains("bytes=100-");
    assertThat(fetched()).hasBinaryContent(tiny.packed(FIRST));
  }

  @Test
  void startsOverWhereThePartWasAnotherFiles() throws IOException {
    leavePart(new byte[100]);
    server.createContext("/ranges/", this::answerByRange);
    store().fetch(archive("/ranges/"), DownloadProgress.NONE);
    assertThat(requests.get(0)).contains("bytes=100-");
    assertThat(requests.get(1)).doesNotContain("bytes=");
    assertThat(fetched()).hasBinaryContent(tiny.packed(FIRST));
  }

  @Test
  void startsOverWhereThePartIsLongerThanTheFile() throws IOException {
    leavePart(new byte[tiny.packed(FIRST).length + 10]);
    server.createContext("/ranges/", this::answerByRange);
    store().fetch(archive("/ranges/"), DownloadProgress.NONE);
    assertThat(fetched()).hasBinaryContent(tiny.packed(FIRST));
  }

  @Test
  void triesTheNextMirrorAfterAWrongDigest() throws IOException {
    server.createContext(
        "/bad/",
        exchange -> {
          byte[] bytes = requested(exchange);
          bytes[bytes.length / 2] ^= 1;
          answer(exchange, 200, bytes);
        });
    ImageArchive archive = archive("/bad/", "/good/");
    assertThat(store().load(archive, DownloadProgress.NONE).train().size()).isEqualTo(20);
    assertThat(requests.get(0)).startsWith("/bad/");
    assertThat(requests.get(1)).startsWith("/good/");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void saysWhyEachMirrorFailed() throws IOException {
    server.createContext(
        "/bad/", exchange -> answer(exchange, 200, new byte[] {60, 104, 116, 109, 108}));
    server.createContext("/gone/", exchange -> answer(exchange, 404, new byte[0]));
    server.createContext("/endless/", exchange -> answer(exchange, 200, new byte[1 << 20]));
    URI refused = closedPort();
    List<URI> mirrors = new ArrayList<>(mirrors("/bad/", "/gone/", "/endless/"));
    mirrors.add(refused);
    ImageArchive archive = tiny.archive(Digest.Of.GZIP, mirrors);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> store().fetch(archive, DownloadProgress.NONE))
        .withMessageContaining("/bad/" + FIRST + ": the SHA-256 is not the published one; deleted")
        .withMessageContaining("/gone/" + FIRST + ": HTTP 404")
        .withMessageContaining("/endless/" + FIRST + ": sent more than the")
        .withMessageContaining(refused + FIRST + ": connection refused");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void followsRedirects() throws IOException {
    server.createContext(
        "/moved/",
        exchange -> {
          String to = exchange.getRequestURI().getPath().replace("/moved/", "/good/");
          exchange.getResponseHeaders().set("Location", to);
          answer(exchange, 302, new byte[0]);
        });
    assertThat(store().fetch(archive("/moved/"), DownloadProgress.NONE)).hasSize(4);
  }

  @Test
  void believesTheContentWhereItsDigestIsPublished() throws IOException {
    ImageArchive archive = tiny.archive(Digest.Of.CONTENT, mirrors("/good/"));
    assertThat(store().load(archive, DownloadProgress.NONE).train().size()).isEqualTo(20);
  }

  @Test
  void twoAtOnceFetchOnce() throws Exception {
    Callable<List<Path>> fetch = () -> store().fetch(archive("/good/"), DownloadProgress.NONE);
    List<Future<List<Path>>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(threads.submit(fetch));
    }
    assertThat(both.get(0).get()).isEqualTo(both.get(1).get());
    assertThat(requests).hasSize(4);
  }

  private ArchiveStore store() {
    Path cache = folder.resolve("cache");
    return new ArchiveStore(new DataDirectories(Optional.empty(), Optional.empty(), cache));
  }

  private ImageArchive archive(String... paths) {
    return tiny.archive(Digest.Of.GZIP, List.of()).withMirrors(mirrors(paths));
  }

  private List<URI> mirrors(String... paths) {
    String host = "http://127.0.0.1:" + server.getAddress().getPort();
    return Arrays.stream(paths).map(path -> URI.create(host + path)).toList();
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
  }

  private Path fetched() {
    return folder.resolve("cache/tiny").resolve(FIRST);
  }

  private void leavePart(byte[] bytes) throws IOException {
    Files.createDirectories(fetched().getParent());
    Files.write(fetched().resolveSibling(FIRST + ".part"), bytes);
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache/tiny"))) {
      return files.filter(file -> file.toString().contains(".part")).toList();
    }
  }

  // What the server does.

  private byte[] requested(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    String tag = exchange.getRequestHeaders().getFirst("If-Range");
    requests.add(path + (range == null ? "" : " " + range) + (tag == null ? "" : " " + tag));
    return tiny.packed(path.substring(path.lastIndexOf('/') + 1));
  }

  private boolean isFirst(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().endsWith(FIRST);
  }

  private void answerWhole(HttpExchange exchange, String tag) throws IOException {
    exchange.getResponseHeaders().set("ETag", tag);
    answer(exchange, 200, requested(exchange));
  }

  private void answerByRange(HttpExchange exchange) throws IOException {
    byte[] bytes = requested(exchange);
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      answer(exchange, 200, bytes);
    } else if (begin(range) >= bytes.length) {
      answer(exchange, 416, new byte[0]);
    } else {
      answerRest(exchange, bytes, begin(range));
    }
  }

  private static void answerRest(HttpExchange exchange, byte[] bytes, int from) throws IOException {
    String range = "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length;
    exchange.getResponseHeaders().set("Content-Range", range);
    answer(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
  }

  /** Promises all, sends some, hangs up. */
  private static void cutAfter(HttpExchange exchange, byte[] bytes, int count) throws IOException {
    exchange.getResponseHeaders().set("ETag", "\"v1\"");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, count);
    exchange.getResponseBody().flush();
    try {
      Thread.sleep(200); // so that what was sent is read before the end is noticed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static void answer(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (exchange) {
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    } catch (IOException e) { // a client that has seen enough hangs up
      assertThat(status).isEqualTo(200);
    }
  }

  private static void assertIfRange(HttpExchange exchange, String tag) {
    assertThat(exchange.getRequestHeaders().getFirst("If-Range")).isEqualTo(tag);
  }

  private static int begin(String range) {
    return Integer.parseInt(range.replace("bytes=", "").replace("-", ""));
  }
}
