package dev.chainrule.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What a published file is known by: the SHA-256 and the length either of its gzip file or of the
 * content within. The first cannot vouch for an unpacked file, nor for one packed anew.
 *
 * @param of which bytes were digested
 * @param sha256 64 hexadecimal digits, lower case
 * @param bytes how many bytes were digested
 */
public record Digest(Of of, String sha256, long bytes) {
  private static final int BUFFER = 1 << 16;

  /** Which bytes were digested. */
  public enum Of {
    /** Those of the gzip file, as it is published. */
    GZIP,
    /** Those within, whoever packed them. */
    CONTENT
  }

  /** What a digest says of a file. */
  public enum Verdict {
    /** It is the published one. */
    SAME,
    /** It is another one, or damaged. */
    DIFFERENT,
    /** It is unpacked, and the digest is of the packed one. */
    CANNOT_TELL
  }

  /** Checks the digits. */
  public Digest {
    if (!sha256.matches("[0-9a-f]{64}") || bytes < 0) {
      throw new IllegalArgumentException(
          "a SHA-256 is 64 hexadecimal digits in lower case and bytes are not negative, got "
              + sha256
              + " and "
              + bytes);
    }
  }

  /** Compares a file, plain or gzip, with this digest. */
  public Verdict check(Path file) throws IOException {
    boolean gzip = isGzip(file);
    if (of == Of.GZIP && !gzip) {
      return Verdict.CANNOT_TELL;
    }
    MessageDigest sha = newSha256();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        InputStream in = gzip && of == Of.CONTENT ? new GZIPInputStream(raw, BUFFER) : raw;
        DigestInputStream digesting = new DigestInputStream(in, sha)) {
      if (drain(digesting) > bytes) {
        return Verdict.DIFFERENT;
      }
    } catch (ZipException | EOFException e) { // a damaged gzip file has no content
      return Verdict.DIFFERENT;
    }
    return HexFormat.of().formatHex(sha.digest()).equals(sha256) ? Verdict.SAME : Verdict.DIFFERENT;
  }

  /** Reads to the end, or to one buffer beyond what this digest covers. */
  private long drain(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    for (int n = in.read(buffer); n >= 0 && total <= bytes; n = in.read(buffer)) {
      total += n;
    }
    return total;
  }

  private static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new IllegalStateException(e);
    }
  }
}
