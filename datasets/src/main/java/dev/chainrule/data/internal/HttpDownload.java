package dev.chainrule.data.internal;

import dev.chainrule.data.Digest;
import dev.chainrule.data.DownloadProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches one file from one address: into {@code target.part}, which a later attempt resumes, then,
 * once its digest is right, into {@code target} by an atomic move. The caller holds the file's
 * lock.
 */
public final class HttpDownload {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;
  private static final int BUFFER = 1 << 16;

  private final URI from;
  private final Path target;
  private final Digest digest;
  private final DownloadProgress progress;
  private final Duration stall;
  private final Path part;
  private final Path tag;

  /** A download that has not begun. */
  public HttpDownload(URI from, Path target, Digest digest, DownloadProgress progress) {
    this(from, target, digest, progress, STALL);
  }

  HttpDownload(URI from, Path target, Digest digest, DownloadProgress progress, Duration stall) {
    this.stall = stall;
    this.from = from;
    this.target = target;
    this.digest = digest;
    this.progress = progress;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.tag = target.resolveSibling(target.getFileName() + ".part.etag");
  }

  /**
   * Fetches the file, resuming after a cut connection as long as bytes keep coming.
   *
   * @throws IOException with the reason, if this address does not give the file; the bytes of a cut
   *     connection stay for another attempt, those with a wrong digest are deleted
   */
  public void run() throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    for (int attempt = 1; ; attempt++) {
      long before = length();
      try {
        receive(client);
        if (digest.check(part) != Digest.Verdict.SAME) {
          throw new WrongBytesException("the SHA-256 is not the published one; deleted");
        }
        publish();
        return;
      } catch (WrongBytesException e) {
        forget();
        if (attempt == ATTEMPTS || before == 0) { // else the earlier bytes may be to blame
          throw e;
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS || length() <= before) {
          throw e;
        }
      }
    }
  }

  /** What has come, or what came earlier, is not a part of the file wanted. */
  private static final class WrongBytesException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongBytesException(String message) {
      super(message);
    }
  }

  private void receive(HttpClient client) throws IOException {
    long have = length();
    HttpResponse<InputStream> response = ask(client, have);
    int status = response.statusCode();
    try (InputStream body = response.body()) {
      if (status == 206 && startsAt(response, have)) {
        copy(body, have, total(response, have));
      } else if (status == 200) { // the whole, for want of ranges or since the file has changed
        forget();
        rememberTag(response);
        copy(body, 0, total(response, 0));
      } else if (status == 206 || status == 416) {
        throw new WrongBytesException("HTTP " + status + " for another range; deleted");
      } else {
        throw new IOException("HTTP " + status);
      }
    }
  }

  private HttpResponse<InputStream> ask(HttpClient client, long have) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(from);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      if (Files.exists(tag)) {
        request.header("If-Range", Files.readString(tag));
      }
    }
    // Not HttpRequest.timeout, which is free to count the body too: a slow download is no fault.
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try {
      return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("no answer in " + ANSWER.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + from);
    }
  }

  private void copy(InputStream body, long have, OptionalLong total) throws IOException {
    String name = String.valueOf(target.getFileName());
    // gzip adds a header and, to what it cannot pack, five bytes in 16 kB.
    long most = digest.bytes() + digest.bytes() / 1000 + 1024;
    long soFar = have;
    progress.at(name, soFar, total);
    try (StallGuard guard = new StallGuard(body, stall);
        OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = next(body, buffer, guard); n >= 0; n = next(body, buffer, guard)) {
        out.write(buffer, 0, n);
        soFar += n;
        progress.at(name, soFar, total);
        if (soFar > most) {
          throw new WrongBytesException("sent more than the " + most + " bytes it can have");
        }
      }
    }
    if (total.isPresent() && soFar < total.getAsLong()) {
      throw new IOException("cut off after " + soFar + " of " + total.getAsLong() + " bytes");
    }
  }

  private int next(InputStream body, byte[] buffer, StallGuard guard) throws IOException {
    try {
      int n = body.read(buffer);
      guard.moved();
      return n;
    } catch (IOException e) {
      if (guard.stalled()) {
        throw new IOException("nothing arrived for " + stall.toMillis() / 1000.0 + " s");
      }
      throw e;
    }
  }

  private static boolean startsAt(HttpResponse<?> response, long have) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + have + "-"))
        .isPresent();
  }

  private static OptionalLong total(HttpResponse<?> response, long have) {
    OptionalLong length = response.headers().firstValueAsLong("Content-Length");
    return length.isPresent() ? OptionalLong.of(have + length.getAsLong()) : length;
  }

  /** Keeps the entity tag, without which nobody can say that a later rest belongs to this part. */
  private void rememberTag(HttpResponse<?> response) throws IOException {
    Optional<String> strong =
        response.headers().firstValue("ETag").filter(value -> !value.startsWith("W/"));
    if (strong.isPresent()) {
      Files.writeString(tag, strong.get());
    }
  }

  private long length() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void forget() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(tag);
  }

  private void publish() throws IOException {
    Files.deleteIfExists(tag);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (
        AtomicMoveNotSupportedException e) { // some network drives; the digest is right already
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What to tell people of a failure: exceptions of connections often have no message. */
  public static String reason(IOException e) {
    if (e instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof UnknownHostException || root instanceof UnresolvedAddressException) {
      return "the host is not known; is this machine offline?";
    }
    if (e instanceof ConnectException) {
      return "connection refused or no route";
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
