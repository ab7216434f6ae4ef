package dev.chainrule.data.internal;

/** Bytes of an array. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HeapBytes(byte[] array) implements Bytes {
  @Override
  public long size() {
    return array.length;
  }

  @Override
  public boolean inFile() {
    return false;
  }

  @Override
  public byte get(long index) {
    return array[Math.toIntExact(index)];
  }

  @Override
  public void get(long from, byte[] out, int at, int count) {
    System.arraycopy(array, Math.toIntExact(from), out, at, count);
  }
}
