package dev.chainrule.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Ends the connections of clients that are too slow: whose request does not come to its end, or who
 * do not take their answer. An idle timeout, which begins anew with every byte, does not see them.
 */
final class Overdue extends Handler.Wrapper implements Connection.Listener {
  private static final int LOOKS = 4; // in the time that each may take

  private final long limit;
  private final Map<Connection, State> open = new ConcurrentHashMap<>();

  /**
   * What a connection does since a time.
   *
   * @param answers whether a request is there, and its answer not yet taken
   * @param requests how many came before
   * @param bytes how many came in; more of them, and no more requests, are the head of one
   */
  private record State(boolean answers, long requests, long bytes, long nanos) {
    static State of(Connection connection, boolean answers) {
      return new State(
          answers, connection.getMessagesIn(), connection.getBytesIn(), System.nanoTime());
    }

    /** Whether it has done one thing from then until now. */
    boolean lasts(State now) {
      return answers || (requests == now.requests && bytes != now.bytes);
    }
  }

  /**
   * Makes one.
   *
   * @param limit how long the head of a request may take, and as long again all else: its body, to
   *     answer it, and to take the answer
   */
  Overdue(Duration limit) {
    this.limit = limit.toNanos();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    later();
  }

  private void later() {
    getServer().getScheduler().schedule(this::look, limit / LOOKS, TimeUnit.NANOSECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    open.put(connection, State.of(connection, false));
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    open.computeIfPresent(connection, (key, then) -> State.of(key, true));
    Request.addCompletionListener(
        request, failure -> open.computeIfPresent(connection, (key, then) -> State.of(key, false)));
    return super.handle(request, response, callback);
  }

  private void look() {
    open.forEach(
        (connection, then) -> {
          State now = State.of(connection, false);
          if (!then.lasts(now)) {
            open.replace(connection, then, now);
          } else if (now.nanos() - then.nanos() > limit) {
            connection.getEndPoint().close();
          }
        });
    if (isRunning()) {
      later();
    }
  }
}
