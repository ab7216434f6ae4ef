package dev.chainrule.web;

import dev.chainrule.tensor.Shape;
import dev.chainrule.trace.Value;

/**
 * {@code /api/array?…&name=A0&at=0,0&size=28,28}: a part of an array. Its last dimension are the
 * columns, all before it the rows; a vector is one row.
 *
 * @param min of the whole array, so that the colours of parts agree
 * @param max likewise
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record ArrayAnswer(
    String name, long[] shape, long[] at, double[][] numbers, double min, double max) {
  static ArrayAnswer of(Parameters query, Scene scene) {
    Value value = scene.trace().value(query.text("name", "A0", EntryNames.LONGEST));
    Shape shape = value.shape();
    long columns = shape.rank() == 0 ? 1 : shape.dim(shape.rank() - 1);
    Tile tile =
        Tile.of(
            query,
            value.name(),
            value.size() / columns,
            columns,
            (i, j) -> value.flat(i * columns + j));
    Range range = Range.of(value);
    return new ArrayAnswer(
        value.name(), shape.toArray(), tile.at(), tile.numbers(), range.min(), range.max());
  }
}
