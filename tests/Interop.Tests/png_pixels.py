"""Reads PNG files, each after its length (4 bytes, big endian), and writes the pixels of all as rows of red, green, blue.
Written from the specification (PNG 3rd edition) with nothing but Python's zlib, for colour types 2 and 3."""
import struct
import sys
import zlib


def chunks(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n", "signature"
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        content = png[at + 8:at + 8 + length]
        (crc,) = struct.unpack(">I", png[at + 8 + length:at + 12 + length])
        assert crc == zlib.crc32(kind + content), f"CRC of {kind}"
        at += 12 + length
        yield kind, content
    assert kind == b"IEND" and at == len(png), "end"


def paeth(a, b, c):
    pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def unfilter(kind, row, above, step):
    row = bytearray(row)
    for i in range(len(row)):
        left = row[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        row[i] = row[i] + (0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner))[kind] & 255
    return row


def pixels(png):
    parts = list(chunks(png))
    width, height, depth, colour, compression, method, interlace = struct.unpack(">IIBBBBB", dict(parts)[b"IHDR"])
    assert (colour, compression, method, interlace) in ((2, 0, 0, 0), (3, 0, 0, 0)), "header"
    palette = dict(parts).get(b"PLTE", b"")
    step = 3 if colour == 2 else 1
    row_bytes = (width * depth * (3 if colour == 2 else 1) + 7) // 8
    inflater = zlib.decompressobj()
    data = inflater.decompress(b"".join(content for kind, content in parts if kind == b"IDAT"))
    assert inflater.eof and not inflater.unused_data, "zlib stream"
    assert len(data) == height * (1 + row_bytes), "rows"
    above = bytes(row_bytes)
    for y in range(height):
        row = data[y * (1 + row_bytes):(y + 1) * (1 + row_bytes)]
        above = unfilter(row[0], row[1:], above, step)
        if colour == 2:
            yield bytes(above)
            continue
        for x in range(width):
            bit = x * depth
            index = above[bit // 8] >> (8 - depth - bit % 8) & (1 << depth) - 1
            yield palette[index * 3:index * 3 + 3]


while length := sys.stdin.buffer.read(4):
    png = sys.stdin.buffer.read(int.from_bytes(length, "big"))
    sys.stdout.buffer.write(b"".join(pixels(png)))
