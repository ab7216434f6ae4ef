package dev.chainrule.param;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes of a file from any position, also on a thread that is interrupted, which would close a
 * channel: a program that is told to end may still read its model.
 */
interface PositionedFile extends Closeable {
  /** How many bytes there are. */
  long length() throws IOException;

  /**
   * Reads {@code count} bytes from {@code position} on.
   *
   * @throws EOFException if there are fewer
   */
  byte[] read(long position, int count) throws IOException;

  /** Opens a file of any file system. */
  static PositionedFile open(Path file) throws IOException {
    return file.getFileSystem().equals(FileSystems.getDefault())
        ? new OfSystem(new RandomAccessFile(file.toFile(), "r"))
        : new Elsewhere(Files.newByteChannel(file)); // in memory, in an archive
  }

  /** A file of the operating system. */
  record OfSystem(RandomAccessFile file) implements PositionedFile {
    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public byte[] read(long position, int count) throws IOException {
      byte[] bytes = new byte[count];
      file.seek(position);
      file.readFully(bytes);
      return bytes;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A file of another file system. */
  record Elsewhere(SeekableByteChannel channel) implements PositionedFile {
    @Override
    public long length() throws IOException {
      return channel.size();
    }

    @Override
    public byte[] read(long position, int count) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      channel.position(position);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new EOFException();
        }
      }
      return bytes.array();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
