#include "marketplace/listing.hpp"

namespace loam {

std::string_view to_string(ListingType type) {
  switch (type) {
    case ListingType::fixed_price: return "fixed_price";
    case ListingType::auction: return "auction";
    case ListingType::auction_with_buy_now: return "auction_with_buynow";
  }
  return "unknown";
}

std::string_view to_string(ListingStatus status) {
  switch (status) {
    case ListingStatus::active: return "active";
    case ListingStatus::sold: return "sold";
    case ListingStatus::expired: return "expired";
    case ListingStatus::cancelled: return "cancelled";
  }
  return "unknown";
}

}  // namespace loam
