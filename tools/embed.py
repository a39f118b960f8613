#!/usr/bin/python3
"""embed.py MANIFEST OUT_DIR: turn files into a C++ table of string views.

MANIFEST has one `path=file` a line. The contents are pulled in by the assembler (.incbin), which takes no time to compile,
whatever their size; the table beside them is sorted by path.
"""
import os
import sys

HEADER = """\
// Made by tools/embed.py; do not edit.
#pragma once

#include <span>
#include <string_view>

namespace loam::embedded {

/// One file that travels inside the binary.
struct File {
  std::string_view path;     ///< as in the source tree, e.g. migrations/sqlite/001_record.sql
  std::string_view content;  ///< the bytes, without a terminating null
};

/// Every embedded file, sorted by path.
std::span<const File> files();

/// The file at @p path, or nullptr.
const File* find(std::string_view path);

}  // namespace loam::embedded
"""

SOURCE = """\
// Made by tools/embed.py; do not edit.
#include "embedded/embedded.hpp"

#include <algorithm>
#include <array>

extern "C" {{
{declarations}}}

namespace loam::embedded {{
namespace {{

constinit const std::array<File, {count}> kFiles{{{{
{rows}}}}};

}}  // namespace

std::span<const File> files() {{ return kFiles; }}

const File* find(std::string_view path) {{
  const auto at = std::ranges::lower_bound(kFiles, path, {{}}, &File::path);
  return at != kFiles.end() && at->path == path ? &*at : nullptr;
}}

}}  // namespace loam::embedded
"""


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    manifest, out = sys.argv[1:]
    with open(manifest, encoding="utf-8") as file:
        pairs = sorted(line.strip().split("=", 1) for line in file if line.strip())
    declarations = rows = ""
    contents = "/* Made by tools/embed.py; do not edit. */\n  .section .rodata\n"
    for number, (path, source) in enumerate(pairs):
        symbol = f"loam_embedded_{number}"
        declarations += f"extern const char {symbol}[];\n"
        rows += f"    File{{{quoted(path)}, std::string_view{{{symbol}, {os.path.getsize(source)}}}}},\n"
        contents += f"  .global {symbol}\n{symbol}:\n  .incbin {quoted(source)}\n  .byte 0\n"
    contents += '  .section .note.GNU-stack,"",%progbits\n'
    os.makedirs(out, exist_ok=True)
    header = os.path.join(out, "embedded.hpp")
    # Everything that includes the header would be compiled again: leave it alone while its text stays the same.
    if not os.path.exists(header) or open(header, encoding="utf-8").read() != HEADER:
        write(header, HEADER)
    write(os.path.join(out, "embedded.cpp"), SOURCE.format(declarations=declarations, rows=rows, count=len(pairs)))
    write(os.path.join(out, "contents.S"), contents)


main()
