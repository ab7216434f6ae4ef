"""Writes the pictures beside this script, and in expected.json how bright Pillow finds each pixel, from 0 to 255.

    python3 make.py     (Pillow 9.4, NumPy; any newer one will do)

A picture is put upright by its EXIF, laid on white paper, and its colours are weighed by ITU-R BT.601, in floating point.
"""

import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, PngImagePlugin

HERE = Path(__file__).parent
WIDTH, HEIGHT = 9, 6
ORIENTATION = 0x0112
expected = {}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def by_hand(name, depth, colour, rows, *more):
    """A PNG that Pillow does not write."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    chunks = [chunk(b"IHDR", header), *more, chunk(b"IDAT", body), chunk(b"IEND", b"")]
    (HERE / name).write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def note(name, red, green, blue, alpha):
    luma = (0.299 * red + 0.587 * green + 0.114 * blue) * alpha / 255 + 255 - alpha
    height, width = luma.shape
    expected[name] = {"width": width, "height": height, "pixels": [round(float(p), 2) for p in luma.ravel()]}


def check(name):
    """Notes what Pillow makes of a file."""
    rgba = np.asarray(ImageOps.exif_transpose(Image.open(HERE / name)).convert("RGBA")).astype(float)
    note(name, *(rgba[..., band] for band in range(4)))


def save(name, image, **how):
    image.save(HERE / name, **how)
    check(name)


def exif(orientation):
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    return tags.tobytes()


y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
grey = (x * 20 + y * 15).astype(np.uint8)
grey[2, 3] = 64
red, green, blue = grey, (255 - grey), (x * 7 + y * 40).astype(np.uint8)
alpha = ((x + y) * 18).astype(np.uint8)
rgb = np.dstack([red, green, blue])

save("grey.png", Image.fromarray(grey))
save("grey-alpha.png", Image.fromarray(np.dstack([grey, alpha]), "LA"))
save("grey-opaque-alpha.png", Image.fromarray(np.dstack([grey, np.full_like(grey, 255)]), "LA"))
save("rgb.png", Image.fromarray(rgb))
save("rgba.png", Image.fromarray(np.dstack([rgb, alpha])))
save("one-bit.png", Image.fromarray(grey > 100))
save("palette.png", Image.fromarray(rgb).quantize(16))
save("palette-transparent.png", Image.fromarray(rgb).quantize(16), transparency=bytes([0, 90, 200] + [255] * 13))
save("grey-key.png", Image.fromarray(grey), transparency=64)
save("rgb-key.png", Image.fromarray(rgb), transparency=tuple(int(v) for v in rgb[2, 3]))
save("turned.png", Image.fromarray(rgb), exif=exif(6))

text = PngImagePlugin.PngInfo()
text.add_text("comment", "much " * 40, zip=True)
text.add_itxt("comment", "many " * 40, zip=True)
save("text.png", Image.fromarray(rgb).quantize(16), pnginfo=text)

deep = grey.astype(np.uint16) * 257 - (grey > 3) * 100
by_hand("grey16.png", 16, 0, [row.astype(">u2").tobytes() for row in deep])
note("grey16.png", *[deep / 257] * 3, np.full(deep.shape, 255.0))
deep_rgba = np.dstack([deep, 65535 - deep, deep // 2, deep // 3 + 20000])
by_hand("rgba16.png", 16, 6, [row.astype(">u2").tobytes() for row in deep_rgba])
note("rgba16.png", *(deep_rgba[..., band] / 257 for band in range(4)))
deep_la = np.dstack([deep, deep // 3 + 20000])
by_hand("grey-alpha16.png", 16, 4, [row.astype(">u2").tobytes() for row in deep_la])
note("grey-alpha16.png", *[deep / 257] * 3, deep_la[..., 1] / 257)
four = (x + y) % 16
packed = [bytes(int(a) << 4 | int(b) for a, b in zip(row[::2], np.append(row[1::2], 0))) for row in four]
by_hand("grey4.png", 4, 0, packed, chunk(b"gAMA", struct.pack(">I", 45455)))
check("grey4.png")

save("grey.bmp", Image.fromarray(grey))
save("rgb.bmp", Image.fromarray(rgb))
save("one-bit.bmp", Image.fromarray(grey > 100))
save("palette.gif", Image.fromarray(rgb).quantize(16))
save("transparent.gif", Image.fromarray(rgb).quantize(16), transparency=3, comment=b"said " * 200)

large = np.asarray(Image.fromarray(rgb).resize((2 * WIDTH, 2 * HEIGHT), Image.BICUBIC))
jpeg = {"quality": 95, "subsampling": 0}
for turn in range(1, 9):
    save(f"turned{turn}.jpg", Image.fromarray(large), exif=exif(turn), **jpeg)
save("progressive.jpg", Image.fromarray(large), progressive=True, **jpeg)
save("grey.jpg", Image.fromarray(grey), quality=95)
Image.fromarray(rgb).convert("CMYK").save(HERE / "cmyk.jpg")

(HERE / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
