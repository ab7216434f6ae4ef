package dev.chainrule.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.Optional;

/** What is at which path. */
final class Routes {
  private final Assets assets = new Assets(Routes.class.getClassLoader());
  private final Api api;
  private final Workers small;
  private final Workers large;

  /**
   * Makes them.
   *
   * @param small for questions that are soon answered, so that they need not wait for others
   * @param large for all else
   */
  Routes(Api api, Workers small, Workers large) {
    this.api = api;
    this.small = small;
    this.large = large;
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
    Workers workers = Api.isSmall(context.path(), query) ? small : large;
    answer(context, workers.run(() -> Reply.of(endpoint.answer(query))));
  }

  private void keep(Context context) throws Exception {
    byte[] body = body(context);
    answer(context, large.run(() -> Reply.of(api.keep(body))));
  }

  private static void read(JavalinConfig config, String path, Handler handler) {
    config.routes.addHttpHandler(HandlerType.GET, path, handler);
    config.routes.addHttpHandler(HandlerType.HEAD, path, handler);
  }

  /** What was sent, which {@link Bodies} has read and found short enough. */
  private static byte[] body(Context context) throws IOException {
    String type = String.valueOf(context.contentType());
    if (!type.startsWith("text/csv") && !type.startsWith("text/plain")) {
      throw new Refusal(415, "a table is sent as text/csv, not as " + Parameters.quote(type));
    }
    return context.bodyInputStream().readAllBytes(); // bodyAsBytes has a limit of its own
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
