package dev.chainrule.web;

import dev.chainrule.stepper.Limits;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** What is at which path. */
final class Routes {
  private final Assets assets = new Assets(Routes.class.getClassLoader());
  private final Api api;
  private final Workers workers;

  Routes(Api api, Workers workers) {
    this.api = api;
    this.workers = workers;
  }

  void addTo(JavalinConfig config) {
    read(config, "/", context -> send(context, assets.page("index.html")));
    read(config, "/assets/<path>", context -> send(context, assets.page(path(context))));
    read(config, "/webjars/katex/<path>", context -> send(context, assets.katex(path(context))));
    api.questions()
        .forEach((path, endpoint) -> read(config, path, context -> ask(context, endpoint)));
    config.routes.post(Guard.UPLOAD, this::keep);
    read(
        config,
        "*",
        context -> {
          throw nothing(context);
        });
    config.routes.exception(
        Exception.class, (e, context) -> answer(context, Reply.of(Faults.of(e), isApi(context))));
  }

  private void ask(Context context, Endpoint endpoint) throws Exception {
    Parameters query = Parameters.parse(context.queryString());
    answer(context, workers.run(() -> Reply.of(endpoint.answer(query))));
  }

  private void keep(Context context) throws Exception {
    byte[] body = body(context);
    answer(context, workers.run(() -> Reply.of(api.keep(body))));
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
          413,
          String.format(
              Locale.ROOT,
              "a table has at most %d bytes: take some of its rows",
              Limits.CSV_BYTES));
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
