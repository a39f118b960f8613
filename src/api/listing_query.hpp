#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/admin_paging.hpp"
#include "api/catalogue/catalogue.hpp"
#include "pipeline/view.hpp"

namespace loam {

/// Which listings in which order, and which page of them.
struct ListingQuery {
  ListingFilter filter;
  ListingOrder order = ListingOrder::created_desc;
  ListPage page;
  bool known = true;  ///< false where the seller is no user
};

inline constexpr std::string_view kListingList = "listings";

/// Reads `status` (active where it is absent), `listing_type`, `biome`, `seller_id`, `min_price_bdt`, `max_price_bdt`,
/// `bbox`, `sort_by`, and the page. A cursor carries all of them. Errors are noted in the reader.
ListingQuery read_listing_query(http::QueryReader& query, const View& view);

}  // namespace loam
