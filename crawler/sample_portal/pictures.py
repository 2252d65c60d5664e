"""Pictures for the sample portal, painted on the spot: hills, a sun and fields, different for every name."""

from __future__ import annotations

import math
import struct
import zlib
from functools import cache
from hashlib import sha256

WIDTH, HEIGHT = 480, 270  # pixels
_GROUNDS = ((0x8F, 0xA8, 0x6E), (0xC9, 0xA5, 0x5C), (0x6F, 0x93, 0x8A), (0xB5, 0x7B, 0x5A))


@cache
def picture(name: str) -> bytes:
    """Return a PNG made from a file's name."""
    seed = sha256(name.encode()).digest()
    ground = _GROUNDS[seed[0] % len(_GROUNDS)]
    sun = (60 + seed[1] * 360 // 255, 40 + seed[2] * 60 // 255)
    waves = [(110 + 45 * i + seed[3 + i] % 30, 14 + seed[6 + i] % 18, 50 + seed[9 + i] % 90) for i in range(3)]
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)
        for x in range(WIDTH):
            sky = 235 - (HEIGHT - y) * 60 // HEIGHT
            colour = (sky - 20, sky, min(sky + 14, 255))
            if (x - sun[0]) ** 2 + (y - sun[1]) ** 2 < 22**2:
                colour = (0xE2, 0x4A, 0x33)
            for depth, (level, height, length) in enumerate(waves):
                if y > level + height * math.sin(x / length + seed[12 + depth]):
                    shade = 1.1 - 0.22 * depth
                    colour = (
                        int(min(ground[0] * shade, 255)),
                        int(min(ground[1] * shade, 255)),
                        int(min(ground[2] * shade, 255)),
                    )
            rows += bytes(colour)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(rows), 6))
        + chunk(b"IEND", b"")
    )
