#include "bench/compare.d/backend.hpp"

#include "bench/compare.d/report.hpp"

namespace loam::bench {
namespace {

std::string database_of(const WorldPlace& place) { return "loam_" + place.data.filename().string(); }

}  // namespace

WorldPlace Backend::make(const std::string& name) const {
  WorldPlace place;
  place.data = work_.make(cluster_ == nullptr ? name : name + "_postgres");
  place.database.file = place.data / "loam.sqlite";
  if (cluster_ != nullptr) {
    Connection(cluster_->where()).run("CREATE DATABASE " + database_of(place));
    place.database.url = cluster_->url(database_of(place));
  }
  return place;
}

void Backend::remove(const WorldPlace& place) const {
  if (cluster_ != nullptr) Connection(cluster_->where()).run("DROP DATABASE " + database_of(place) + " WITH (FORCE)");
  work_.remove(place.data);
}

void Backend::settle(const WorldPlace& place) const {
  if (cluster_ == nullptr) return;
  Connection connection(place.database.url);
  connection.run("VACUUM ANALYZE");
  connection.run("CHECKPOINT");
}

std::string Backend::durability() const {
  if (cluster_ == nullptr) return {};
  const WorldPlace place = make("durability");
  std::string words = durability_of(place.database.url);
  remove(place);
  return words;
}

std::string Backend::series(const char* name) const {
  return cluster_ == nullptr ? std::string(name) : section::on_postgres(name);
}

std::string Backend::label(std::string_view words) const {
  return std::string(words) + (cluster_ == nullptr ? "" : ", on PostgreSQL");
}

}  // namespace loam::bench
