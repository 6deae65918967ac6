"""Reads zlib streams, each after its length (4 bytes, big endian), and writes what Python's zlib inflates each to."""
import sys
import zlib

while length := sys.stdin.buffer.read(4):
    inflater = zlib.decompressobj()
    data = inflater.decompress(sys.stdin.buffer.read(int.from_bytes(length, "big")))
    assert inflater.eof and not inflater.unused_data, "the stream is not just one"
    sys.stdout.buffer.write(data)
