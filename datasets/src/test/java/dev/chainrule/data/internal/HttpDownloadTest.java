package dev.chainrule.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import dev.chainrule.data.Digest;
import dev.chainrule.data.DownloadProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpDownloadTest {
  @TempDir Path folder;

  @Test
  void givesUpAServerThatFallsSilent() throws IOException {
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    AtomicInteger requests = new AtomicInteger();
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          if (requests.incrementAndGet() == 1) {
            exchange.getResponseBody().write(new byte[10]);
          } // and never another byte
          exchange.getResponseBody().flush(); // newer JDKs keep the headers back until then
        });
    server.start();
    try {
      URI from = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x.gz");
      Digest digest = new Digest(Digest.Of.GZIP, "0".repeat(64), 1000);
      Path target = folder.resolve("x.gz");
      HttpDownload download =
          new HttpDownload(from, target, digest, DownloadProgress.NONE, Duration.ofMillis(500));
      assertThatIOException().isThrownBy(download::run).withMessage("nothing arrived for 0.5 s");
      assertThat(requests).hasValue(2); // the second brought nothing new
      assertThat(target).doesNotExist();
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
