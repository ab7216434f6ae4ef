package dev.chainrule.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** An archive of 20 + 10 digits, as if somebody had published the files in this folder. */
record TinyArchive(Path folder) {
  static TinyArchive packedIn(Path folder) throws IOException {
    ImageFolder.write(folder, Digits.generate(20, 1), Digits.generate(10, 2));
    return new TinyArchive(folder);
  }

  ImageArchive archive(Digest.Of of, List<URI> mirrors) {
    List<ImageArchive.Member> members = new ArrayList<>();
    for (ImageArchive.Member member : ImageArchive.MNIST.files()) {
      members.add(new ImageArchive.Member(member.name(), digest(of, member.name())));
    }
    return new ImageArchive(
        "tiny",
        "for tests",
        Images.numbered(10),
        members,
        mirrors,
        new Provenance("generated", "none", "none"));
  }

  private Digest digest(Digest.Of of, String name) {
    try {
      byte[] bytes = of == Digest.Of.GZIP ? packed(name) : unpacked(name);
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Digest(of, HexFormat.of().formatHex(sha), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] packed(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  private byte[] unpacked(String name) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      in.transferTo(out);
      return out.toByteArray();
    }
  }

  void copyTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (ImageArchive.Member member : ImageArchive.MNIST.files()) {
      Files.write(directory.resolve(member.name()), packed(member.name()));
    }
  }

  void unpackTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (ImageArchive.Member member : ImageArchive.MNIST.files()) {
      String plain = member.name().replace(".gz", "");
      Files.write(directory.resolve(plain), unpacked(member.name()));
    }
  }
}
