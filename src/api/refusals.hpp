#pragma once

#include <string>
#include <string_view>

#include "api/http/request.hpp"
#include "api/http/response.hpp"
#include "ledger/refusal.hpp"

namespace loam {

/// The status of a refusal: what the caller should do about it.
int status_of(RefusalCode code);
/// A sentence for people, with the limit and the value in their units.
std::string sentence_of(const Refusal& refusal);
/// The whole answer.
/// @param pointer the field of the body that it is about (`/reserve_price_bdt`); empty: none, or not known
http::Response refusal_response(const http::Request& request, const Refusal& refusal, std::string_view pointer = {});

}  // namespace loam
