"""Cuts the fonts papers are set in out of the packages ../README.md names: python subset.py INTER_FOLDER NOTO_SANS_SC_FOLDER

Latin, Greek and Cyrillic of Inter; the Chinese characters of GB 2312 and of the everyday part of Big5 of Noto Sans SC.
"""

import sys
from fontTools import subset
from fontTools.ttLib import TTFont

LATIN = "20-7E,A0-24F,259,2B0-2FF,300-36F,370-3FF,400-52F,1E00-1EFF,2000-200A,2010-2027,202F-205E,2070-209F,20A0-20CF,2100-214F,2190-2193,2212,2248,2260,2264-2265,25A0-25CF,FFFD"
FULL_WIDTH = "FF01-FF5E,3001-3011,2026,25A1,B7"


def main(inter, noto):
    for weight, package in (("regular", "400Regular"), ("semibold", "600SemiBold")):
        cut(f"{inter}/{package}/Inter_{package}.ttf", f"inter-{weight}.ttf", subset.parse_unicodes(LATIN), ["tnum"])
    wanted = chinese() | set(subset.parse_unicodes(FULL_WIDTH))
    cut(f"{noto}/400Regular/NotoSansSC_400Regular.ttf", "noto-sans-sc.ttf", wanted, [])


def cut(source, target, unicodes, features):
    options = subset.Options(layout_features=features, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    font.save(target)


def chinese():
    rows = {"gb2312": (range(0xA1, 0xF8), range(0xA1, 0xFF)), "big5": (range(0xA4, 0xC7), range(0x40, 0xFF))}
    return {ord(char) for coding, (high, low) in rows.items() for char in decoded(coding, high, low)}


def decoded(coding, high, low):
    for first in high:
        for second in low:
            try:
                char = bytes([first, second]).decode(coding)
            except UnicodeDecodeError:
                continue
            if len(char) == 1 and ord(char) >= 0x2E80:
                yield char


main(*sys.argv[1:])
