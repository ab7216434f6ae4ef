package dev.chainrule.data;

import java.util.OptionalLong;

/** Is told how far a download has come, on the thread that downloads. */
@FunctionalInterface
public interface DownloadProgress {
  /** Listens to nothing. */
  DownloadProgress NONE = (file, bytesSoFar, totalBytes) -> {};

  /**
   * Called at the beginning, every 64 kB or so, and at the end.
   *
   * @param file the file's name: {@code train-images-idx3-ubyte.gz}
   * @param bytesSoFar how many bytes are there, those of an earlier attempt among them; it falls
   *     where a download starts over
   * @param totalBytes how many there will be, where the server says so
   */
  void at(String file, long bytesSoFar, OptionalLong totalBytes);
}
