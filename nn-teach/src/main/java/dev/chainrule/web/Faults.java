package dev.chainrule.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in place of what was asked for: a sentence and a status, and never where in the program
 * an error arose, which is logged. Jetty hands requests here that it cannot read.
 */
final class Faults implements Request.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Guard.secure(response.getHeaders());
    int status = Math.max(400, response.getStatus());
    write(new Refusal(status, sentence(status)), request, response, callback);
    return true;
  }

  private static String sentence(int status) {
    return switch (status) {
      case 414 -> "the address is too long";
      case 431 -> "the headers of the request are too long: a browser with fewer cookies may help";
      default ->
          status < 500
              ? "this is no request of HTTP that can be answered (" + Reply.reason(status) + ")"
              : "the server failed: see what it printed where it was started";
    };
  }

  /** Writes an answer for those who have no context of Javalin's. */
  static void write(Refusal refusal, Request request, Response response, Callback callback) {
    boolean api = String.valueOf(request.getHttpURI().getPath()).startsWith("/api");
    Reply reply = Reply.of(refusal, api);
    response.setStatus(reply.status());
    reply.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.bytes().length);
    boolean head = "HEAD".equals(request.getMethod());
    response.write(true, head ? null : ByteBuffer.wrap(reply.bytes()), callback);
  }

  /**
   * What to say of an exception: its own sentence where the request is at fault, as far as that can
   * be told; else that it is logged, which it then is.
   */
  static Refusal of(Throwable thrown) {
    if (thrown instanceof Refusal refusal) {
      return refusal;
    }
    Throwable e =
        thrown instanceof ExecutionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (e instanceof InterruptedException || e instanceof CancellationException) {
      return new Refusal(503, "the server is about to end");
    }
    @Nullable String message = e.getMessage();
    boolean request =
        e instanceof IllegalArgumentException
            || e instanceof UnsupportedOperationException
            || (e instanceof ArithmeticException && !"/ by zero".equals(message));
    if (request && message != null && !message.isBlank()) {
      return new Refusal(400, message);
    }
    if (e instanceof OutOfMemoryError || String.valueOf(message).contains("bad_alloc")) {
      LOG.error("not enough memory for a request");
      return new Refusal(
          503, "there is not enough memory for this: take smaller layers, batches or data");
    }
    LOG.error("a request failed: this is a fault of the program", e);
    return new Refusal(500, "this is a fault of the program, logged where the server was started");
  }
}
