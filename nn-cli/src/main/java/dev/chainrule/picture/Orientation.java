package dev.chainrule.picture;

/**
 * How a picture lies in its file: by the numbers 1 to 8 of EXIF, in their order. A camera held on
 * its side writes the rows as its sensor has them, and one of these.
 */
enum Orientation {
  /** Nothing is to be done. */
  UPRIGHT(false),
  /** Left and right are swapped. */
  MIRRORED(false),
  /** Turned by half a turn. */
  UPSIDE_DOWN(false),
  /** Top and bottom are swapped. */
  FLIPPED(false),
  /** Rows are columns. */
  TRANSPOSED(true),
  /** To be turned by a quarter, clockwise. */
  LEFT_SIDE_UP(true),
  /** Rows are columns, seen from the other corner. */
  TRANSVERSED(true),
  /** To be turned by a quarter, counterclockwise. */
  RIGHT_SIDE_UP(true);

  private final boolean swapsSides;

  Orientation(boolean swapsSides) {
    this.swapsSides = swapsSides;
  }

  /** The one of this number; {@link #UPRIGHT} for a number that EXIF does not have. */
  static Orientation of(int number) {
    Orientation[] all = values();
    return number >= 1 && number <= all.length ? all[number - 1] : UPRIGHT;
  }

  /** The picture upright. */
  Brightness upright(Brightness picture) {
    if (this == UPRIGHT) {
      return picture;
    }
    int right = picture.width() - 1;
    int bottom = picture.height() - 1;
    int width = swapsSides ? picture.height() : picture.width();
    int height = swapsSides ? picture.width() : picture.height();
    float[] turned = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        turned[y * width + x] =
            switch (this) {
              case UPRIGHT -> picture.at(x, y);
              case MIRRORED -> picture.at(right - x, y);
              case UPSIDE_DOWN -> picture.at(right - x, bottom - y);
              case FLIPPED -> picture.at(x, bottom - y);
              case TRANSPOSED -> picture.at(y, x);
              case LEFT_SIDE_UP -> picture.at(y, bottom - x);
              case TRANSVERSED -> picture.at(right - y, bottom - x);
              case RIGHT_SIDE_UP -> picture.at(right - y, x);
            };
      }
    }
    return new Brightness(width, height, turned);
  }
}
