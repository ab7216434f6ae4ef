package dev.chainrule.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Makes damaged inputs out of right ones, by a seed. */
final class Mutator {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1e2",
          "1e999",
          "00",
          "255",
          "65536",
          "400000000",
          "2147483647",
          "2147483648",
          "4294967296",
          "9223372036854775807",
          "18446744073709551615",
          "1.5",
          "NaN");
  private static final byte[] BYTES = {
    0, 1, 2, 8, 9, 10, 31, 34, 44, 48, 91, 93, 123, 125, 127, -1, -128
  };

  private final SplittableRandom random;

  Mutator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** One of the seeds with one to eight changes. */
  byte[] next(List<byte[]> seeds, List<String> words) {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    int changes = 1 << random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes = changed(bytes, seeds, words);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes, List<byte[]> seeds, List<String> words) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    switch (random.nextInt(9)) {
      case 0 -> {
        if (bytes.length > 0) {
          bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
      }
      case 1 -> {
        if (bytes.length > 0) {
          bytes[at] = BYTES[random.nextInt(BYTES.length)];
        }
        return bytes;
      }
      case 2 -> { // cut out
        return splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
      }
      case 3 -> { // cut short
        return splice(bytes, at, bytes.length, new byte[0]);
      }
      case 4 -> { // said twice, and more often
        int to = Math.min(bytes.length, at + 1 + random.nextInt(32));
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        for (int i = 1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 3); i >= 0; i--) {
          part.write(bytes, at, to - at);
        }
        return splice(bytes, at, to, part.toByteArray());
      }
      case 5 -> { // a part of another
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        int to = Math.min(other.length, from + 1 + random.nextInt(64));
        return splice(bytes, at, at, java.util.Arrays.copyOfRange(other, from, to));
      }
      case 6 -> { // another number
        int to = at;
        while (to < bytes.length && bytes[to] >= '0' && bytes[to] <= '9') {
          to++;
        }
        String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        return splice(bytes, at, to, number.getBytes(StandardCharsets.UTF_8));
      }
      case 7 -> { // four bytes of a length
        byte[] four = new byte[4];
        four[random.nextInt(4)] = BYTES[random.nextInt(BYTES.length)];
        return splice(bytes, at, Math.min(bytes.length, at + 4), four);
      }
      default -> {
        if (words.isEmpty()) {
          return bytes;
        }
        String word = words.get(random.nextInt(words.size()));
        return splice(bytes, at, at, word.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] instead) {
    byte[] all = new byte[bytes.length - (to - from) + instead.length];
    System.arraycopy(bytes, 0, all, 0, from);
    System.arraycopy(instead, 0, all, from, instead.length);
    System.arraycopy(bytes, to, all, from + instead.length, bytes.length - to);
    return all;
  }
}
