package dev.chainrule.web;

import dev.chainrule.stepper.Situation;
import dev.chainrule.stepper.Stages;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves the stepper at 127.0.0.1: the page, what it is made of, and the numbers that it shows.
 *
 * <pre>{@code
 * try (WebServer server = WebServer.start(0, new Stages())) {
 *   Browser.open(server.uri());
 *   …
 * }
 * }</pre>
 */
public final class WebServer implements AutoCloseable {
  /** The port that the links of the lesson plan lead to. */
  public static final int USUAL_PORT = 7770;

  private static final String LOOPBACK = "127.0.0.1";
  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_THREADS = 24; // most of them wait for the workers
  private static final int MOST_WAITING = 64; // requests, for a worker
  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final int IDLE = 30_000; // milliseconds
  private static final int QUICKLY = 1; // of gzip's levels: the way is short
  private static final int LARGEST_HEAD = 24_576; // bytes of the request line and headers

  private final Javalin javalin;
  private final Workers workers;

  private WebServer(Javalin javalin, Workers workers) {
    this.javalin = javalin;
    this.workers = workers;
  }

  /**
   * Starts serving.
   *
   * @param port 0 for one that is free
   * @param stages what it computes with, which may have other users too
   * @throws IllegalArgumentException if there is no such port
   * @throws IllegalStateException if it is taken
   */
  public static WebServer start(int port, Stages stages) {
    return start(port, stages, LIMIT);
  }

  /** The same with another time that a request may take. */
  static WebServer start(int port, Stages stages, Duration limit) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "a port is a number from 1 to 65535, or 0 for one that is free; got " + port);
    }
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    Workers workers = new Workers(threads, MOST_WAITING, limit);
    Routes routes = new Routes(new Api(stages), workers);
    Javalin javalin = Javalin.create(config -> configure(config, port, routes));
    try {
      javalin.start();
    } catch (RuntimeException e) {
      workers.close();
      javalin.stop();
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "port %d of %s cannot be used (%s): take another, or 0 for one that is free",
              port,
              LOOPBACK,
              rootMessage(e)),
          e);
    }
    workers.begin(() -> stages.of(Situation.parse("")).trace()); // while the browser opens
    return new WebServer(javalin, workers);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** Where the page is. */
  public URI uri() {
    return URI.create("http://" + LOOPBACK + ":" + javalin.port() + "/");
  }

  /** Ends the connections and the work for them. */
  @Override
  public void close() {
    workers.close();
    javalin.stop();
  }

  private static void configure(JavalinConfig config, int port, Routes routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(QUICKLY));
    config.router.ignoreTrailingSlashes = false; // index.html/ is no file
    config.http.generateEtags = true; // so that a page that is opened again is not sent again
    jetty(config, port);
    routes.addTo(config);
  }

  private static void jetty(JavalinConfig config, int port) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4, IDLE);
    threads.setName("web");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(
        server -> {
          server.insertHandler(new Guard());
          server.setErrorHandler(new Faults());
          server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
          server.setStopTimeout(0);
        });
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setUriCompliance(UriCompliance.DEFAULT); // no encoded slashes and dots
          http.setRequestHeaderSize(LARGEST_HEAD);
          http.setSendServerVersion(false);
          http.setSendDateHeader(false);
        });
    config.jetty.addConnector(
        (server, http) -> {
          ServerConnector connector =
              new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
          connector.setHost(LOOPBACK);
          connector.setPort(port);
          connector.setIdleTimeout(IDLE);
          return connector;
        });
  }
}
