package dev.chainrule.web;

import dev.chainrule.stepper.Limits;
import dev.chainrule.stepper.Situation;
import dev.chainrule.stepper.Stages;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
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
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "a port is a number from 1 to 65535, or 0 for one that is free; got " + port);
    }
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    Workers workers = new Workers(threads, MOST_WAITING, LIMIT);
    Javalin javalin = Javalin.create(config -> configure(config, port, new Api(stages), workers));
    try {
      javalin.start();
    } catch (RuntimeException e) {
      workers.close();
      javalin.stop();
      throw new IllegalStateException(
          "port %d of %s cannot be used (%s): take another, or 0 for one that is free"
              .formatted(port, LOOPBACK, rootMessage(e)),
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

  private static void configure(JavalinConfig config, int port, Api api, Workers workers) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(QUICKLY));
    config.http.generateEtags = true; // so that a page that is opened again is not sent again
    jetty(config, port);
    routes(config, api, workers);
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

  private static void routes(JavalinConfig config, Api api, Workers workers) {
    Assets assets = new Assets(WebServer.class.getClassLoader());
    read(config, "/", context -> send(context, assets.page("index.html")));
    read(config, "/assets/<path>", context -> send(context, assets.page(path(context))));
    read(config, "/webjars/katex/<path>", context -> send(context, assets.katex(path(context))));
    api.questions()
        .forEach(
            (path, endpoint) ->
                read(
                    config,
                    path,
                    context -> {
                      Parameters query = Parameters.parse(context.queryString());
                      answer(context, workers.run(() -> Reply.of(endpoint.answer(query))));
                    }));
    config.routes.post(
        Guard.UPLOAD,
        context -> {
          byte[] body = body(context);
          answer(context, workers.run(() -> Reply.of(api.keep(body))));
        });
    read(
        config,
        "*",
        context -> {
          throw nothing(context);
        });
    config.routes.exception(
        Exception.class, (e, context) -> answer(context, Reply.of(Faults.of(e), isApi(context))));
  }

  private static void read(JavalinConfig config, String path, Handler handler) {
    config.routes.addHttpHandler(HandlerType.GET, path, handler);
    config.routes.addHttpHandler(HandlerType.HEAD, path, handler);
  }

  /** What was sent, read no further than it may be long, whatever its header says. */
  private static byte[] body(Context context) throws IOException {
    String type = String.valueOf(context.contentType());
    if (!type.startsWith("text/csv") && !type.startsWith("text/plain")) {
      throw new Refusal(415, "a table is sent as text/csv, not as " + Parameters.quote(type));
    }
    byte[] body = context.bodyInputStream().readNBytes(Limits.CSV_BYTES + 1);
    if (body.length > Limits.CSV_BYTES) {
      context.header("Connection", "close"); // the rest of it is not awaited
      throw new Refusal(
          413, "a table has at most %d bytes: take some of its rows".formatted(Limits.CSV_BYTES));
    }
    return body;
  }

  private static void answer(Context context, Reply reply) {
    reply.headers().forEach(context::header);
    context.status(reply.status()).contentType(reply.type()).result(reply.bytes());
  }

  private static String path(Context context) {
    return context.pathParam("path");
  }

  private static boolean isApi(Context context) {
    return context.path().startsWith("/api");
  }

  private static Refusal nothing(Context context) {
    return new Refusal(404, "there is nothing at " + Parameters.quote(context.path()));
  }

  private static void send(Context context, Optional<Assets.Asset> asset) {
    Assets.Asset found = asset.orElseThrow(() -> nothing(context));
    context.header("Cache-Control", "no-cache"); // that is: ask whether it is still the same
    context.contentType(found.type()).result(found.bytes());
  }
}
