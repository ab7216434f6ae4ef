package dev.chainrule.web;

import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.SnapshotCache;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves the stepper, at 127.0.0.1 unless told otherwise: the page, what it is made of, and the
 * numbers that it shows.
 *
 * <pre>{@code
 * try (WebServer server = WebServer.start(0, new SnapshotCache())) {
 *   Browser.open(server.uri());
 *   …
 * }
 * }</pre>
 */
public final class WebServer implements AutoCloseable {
  /** The port that the links of the lesson plan lead to. */
  public static final int USUAL_PORT = 7770;

  private static final int MOST_CONNECTIONS = 512;
  private static final int MOST_SMALL = 24; // small questions, and
  private static final int MOST_LARGE = 16; // other ones, that wait for a worker
  private static final int MOST_THREADS = 72; // so that there are some for those who need none
  private static final int IDLE = 30_000; // milliseconds
  private static final int QUICKLY = 1; // of gzip's levels: the way is short
  private static final int LARGEST_HEAD = 24_576; // bytes of the request line and headers

  private final Javalin javalin;
  private final Access access;
  private final List<Workers> workers;

  private WebServer(Javalin javalin, Access access, List<Workers> workers) {
    this.javalin = javalin;
    this.access = access;
    this.workers = workers;
  }

  /**
   * How long things may take.
   *
   * @param answer from a question to its answer
   * @param body of a request, until it is there
   * @param exchange for the head of a request, and again from there until its answer is taken
   */
  record Times(Duration answer, Duration body, Duration exchange) {
    static final Times USUAL =
        new Times(Duration.ofSeconds(8), Duration.ofSeconds(20), Duration.ofSeconds(45));

    Times withAnswer(Duration other) {
      return new Times(other, body, exchange.plus(other));
    }
  }

  /**
   * Starts serving, on this machine alone.
   *
   * @param port 0 for one that is free
   * @param snapshots what it computes with, which may have other users too
   * @throws IllegalArgumentException if there is no such port
   * @throws IllegalStateException if it is taken
   */
  public static WebServer start(int port, SnapshotCache snapshots) {
    return start(Access.local(port), snapshots);
  }

  /**
   * Starts serving.
   *
   * @throws IllegalStateException if this machine has no such address, or the port is taken
   */
  public static WebServer start(Access access, SnapshotCache snapshots) {
    return start(access, snapshots, Times.USUAL);
  }

  /** Starts serving on this machine alone, with another time that an answer may take. */
  static WebServer start(int port, SnapshotCache snapshots, Duration limit) {
    return start(Access.local(port), snapshots, Times.USUAL.withAnswer(limit));
  }

  /** Starts serving, with other times. */
  static WebServer start(Access access, SnapshotCache snapshots, Times times) {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    Workers small = new Workers(threads, MOST_SMALL, times.answer());
    Workers large = new Workers(threads, MOST_LARGE, times.answer());
    Routes routes = new Routes(new Api(snapshots), small, large);
    Javalin javalin = Javalin.create(config -> configure(config, access, times, routes));
    try {
      javalin.start();
    } catch (RuntimeException e) {
      small.close();
      large.close();
      javalin.stop();
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "port %d of %s cannot be used (%s): take another, or 0 for one that is free",
              access.port(),
              access.host(),
              rootMessage(e)),
          e);
    }
    large.begin(() -> snapshots.of(Scenario.parse("")).trace()); // while the browser opens
    return new WebServer(javalin, access, List.of(small, large));
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
    return URI.create(access.page(javalin.port()));
  }

  /** Ends the connections and the work for them. */
  @Override
  public void close() {
    workers.forEach(Workers::close);
    javalin.stop();
  }

  private static void configure(JavalinConfig config, Access access, Times times, Routes routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(QUICKLY));
    config.router.ignoreTrailingSlashes = false; // index.html/ is no file
    config.http.generateEtags = true; // so that a page that is opened again is not sent again
    jetty(config, access, times);
    routes.addTo(config);
  }

  private static void jetty(JavalinConfig config, Access access, Times times) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4, IDLE);
    threads.setName("web");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    Overdue overdue = new Overdue(times.exchange());
    config.jetty.modifyServer(
        server -> {
          server.insertHandler(new Bodies(times.body()));
          server.insertHandler(new Guard(access)); // before it
          server.insertHandler(overdue); // and before that
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
          connector.setHost(access.host());
          connector.setPort(access.port());
          connector.setIdleTimeout(IDLE);
          connector.addBean(overdue, false); // the server starts it
          return connector;
        });
  }
}
