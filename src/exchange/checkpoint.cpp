#include "exchange/checkpoint.hpp"

namespace loam {
namespace {

constexpr std::uint8_t kVersion = 1;

}  // namespace

std::vector<std::uint8_t> canonical_bytes(const Checkpoint& checkpoint) {
  ByteWriter out;
  out.u8(kVersion);
  out.i64(checkpoint.cycle);
  out.i64(checkpoint.made_at.ms);
  out.i64(checkpoint.after_seq);
  out.raw(checkpoint.record_hash);
  out.raw(checkpoint.previous_hash);
  out.raw(checkpoint.cycle_hash);
  for (const Money moved : checkpoint.moved) out.i64(moved.paisa);
  return out.bytes();
}

}  // namespace loam
