package dev.chainrule.web;

import dev.chainrule.stepper.ScenarioLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is posted before anyone waits for it: no thread is held by a client that sends slowly.
 * A body is bounded in size and in the time from its first byte to its last, and few are read at
 * once.
 */
final class Bodies extends Handler.Wrapper {
  private static final int MOST = 16; // at once, each in memory
  private static final long SKIPPED = 16L * ScenarioLimits.CSV_BYTES; // of a body that was refused

  private final Semaphore places = new Semaphore(MOST);
  private final long limit;

  /**
   * Makes one.
   *
   * @param limit how long a body may take to arrive
   */
  Bodies(Duration limit) {
    this.limit = limit.toNanos();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!"POST".equals(request.getMethod())) {
      return super.handle(request, response, callback);
    }
    if (request.getLength() > ScenarioLimits.CSV_BYTES) {
      refuse(tooLong(), request, response, callback);
    } else if (places.tryAcquire()) {
      new Arrival(request, response, Callback.from(places::release, callback)).run();
    } else {
      Refusal full = new Refusal(503, "too many tables are sent at once: try again in a second");
      Faults.write(full, request, response, callback);
    }
    return true;
  }

  /**
   * Answers at once a body whose length says that it is too long, then reads on for a while, and no
   * place is taken by it: a connection that is closed with bytes unread is reset, and the client
   * may lose the answer with it.
   */
  private void refuse(Refusal refusal, Request request, Response response, Callback callback) {
    Faults.write(
        refusal, request, response, Callback.from(new Rest(request, callback), callback::failed));
  }

  private static Refusal tooLong() {
    return new Refusal(
        413,
        String.format(
            Locale.ROOT,
            "a table has at most %d bytes: take some of its rows",
            ScenarioLimits.CSV_BYTES));
  }

  /** What is still to come of a body that was refused: read and forgotten. */
  private final class Rest implements Runnable {
    private final Request request;
    private final Callback callback;
    private final long begun = System.nanoTime();
    private long skipped;

    Rest(Request request, Callback callback) {
      this.request = request;
      this.callback = callback;
    }

    @Override
    public void run() {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        boolean isOver = Content.Chunk.isFailure(chunk) || chunk.isLast();
        skipped += chunk.remaining();
        chunk.release();
        if (isOver || skipped > SKIPPED || System.nanoTime() - begun > limit) {
          callback.succeeded(); // the answer is on its way
          return;
        }
      }
    }
  }

  /** A body on its way: runs whenever more of it is there. */
  private final class Arrival implements Runnable {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final long begun = System.nanoTime();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Arrival(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void run() {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          callback.failed(chunk.getFailure());
          return;
        }
        take(chunk);
        Refusal refusal = refusal();
        if (refusal != null) {
          Faults.write(refusal, request, response, callback);
          return;
        }
        if (chunk.isLast()) {
          hand();
          return;
        }
      }
    }

    private void take(Content.Chunk chunk) {
      byte[] part = new byte[chunk.remaining()];
      chunk.getByteBuffer().get(part);
      bytes.writeBytes(part);
      chunk.release();
    }

    private @Nullable Refusal refusal() {
      if (bytes.size() > ScenarioLimits.CSV_BYTES) {
        return tooLong();
      }
      if (System.nanoTime() - begun > limit) {
        return new Refusal(
            408, "the table arrives too slowly: send it again, or take some of its rows");
      }
      return null;
    }

    private void hand() {
      Request whole = new Whole(request, bytes.toByteArray());
      try {
        if (!Bodies.super.handle(whole, response, callback)) {
          Response.writeError(whole, response, callback, 404);
        }
      } catch (Exception e) {
        callback.failed(e);
      }
    }
  }

  /** The request, its body in memory. */
  private static final class Whole extends Request.Wrapper {
    private Content.Chunk rest;

    Whole(Request request, byte[] body) {
      super(request);
      this.rest = Content.Chunk.from(ByteBuffer.wrap(body), true);
    }

    @Override
    public Content.Chunk read() {
      Content.Chunk now = rest;
      rest = Content.Chunk.EOF;
      return now;
    }

    @Override
    public void demand(Runnable task) {
      task.run();
    }
  }
}
