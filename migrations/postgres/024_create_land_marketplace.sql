-- The land marketplace. Which lands changed hands stands beside the rows of the record that sold or gave them, and nowhere
-- for all other rows. Listings opened, bids and listings closed are one journal: `entry` counts all three together from 1,
-- and an entry came after the row `after_seq` of the record. Lands and listings are numbered; money in paisa, times in
-- milliseconds since 1970.

-- migrate:up
CREATE TABLE worlds (
  id BIGINT CONSTRAINT a_world_is_made_once PRIMARY KEY CONSTRAINT there_is_one_world CHECK (id = 1),
  seed BIGINT NOT NULL,
  width BIGINT NOT NULL CONSTRAINT width_above_zero CHECK (width > 0),
  height BIGINT NOT NULL CONSTRAINT height_above_zero CHECK (height > 0),
  made_at BIGINT NOT NULL
);

-- What a land is, noted when it is claimed: the map is a function of its seed that SQL cannot compute. A land is claimed
-- once.
CREATE TABLE claimed_lands (
  land BIGINT CONSTRAINT a_land_is_claimed_once PRIMARY KEY CONSTRAINT land_is_known CHECK (land >= 0),
  biome BIGINT NOT NULL CONSTRAINT biome_is_known CHECK (biome BETWEEN 0 AND 6),
  elevation_thousandths BIGINT NOT NULL CONSTRAINT elevation_within_one CHECK (elevation_thousandths BETWEEN 0 AND 1000)
);

CREATE TABLE record_lands (
  seq BIGINT NOT NULL,
  place BIGINT NOT NULL CONSTRAINT place_not_below_zero CHECK (place >= 0),
  land BIGINT NOT NULL CONSTRAINT land_is_known CHECK (land >= 0),
  PRIMARY KEY (seq, place)
);
CREATE TABLE record_listings (
  seq BIGINT PRIMARY KEY,
  listing BIGINT NOT NULL CONSTRAINT listing_is_known CHECK (listing > 0)
);

CREATE TABLE listing_terms (
  listing BIGINT PRIMARY KEY CONSTRAINT listings_are_numbered_from_1 CHECK (listing > 0),
  entry BIGINT NOT NULL CONSTRAINT entry_not_before_listing CHECK (entry >= listing),
  after_seq BIGINT NOT NULL CONSTRAINT after_seq_not_below_zero CHECK (after_seq >= 0),
  seller BIGINT NOT NULL CONSTRAINT seller_is_a_player CHECK (seller >= 16),
  type BIGINT NOT NULL CONSTRAINT type_is_known CHECK (type BETWEEN 1 AND 3),
  starting_price_paisa BIGINT NOT NULL CONSTRAINT starting_price_not_below_zero CHECK (starting_price_paisa >= 0),
  reserve_price_paisa BIGINT NOT NULL CONSTRAINT reserve_price_not_below_zero CHECK (reserve_price_paisa >= 0),
  buy_now_price_paisa BIGINT NOT NULL CONSTRAINT buy_now_price_not_below_zero CHECK (buy_now_price_paisa >= 0),
  opened_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL CONSTRAINT ends_after_it_opens CHECK (ends_at > opened_at),
  description TEXT NOT NULL
);
CREATE TABLE listing_parcels (
  listing BIGINT NOT NULL CONSTRAINT listing_is_known CHECK (listing > 0),
  place BIGINT NOT NULL CONSTRAINT place_not_below_zero CHECK (place >= 0),
  land BIGINT NOT NULL CONSTRAINT land_is_known CHECK (land >= 0),
  PRIMARY KEY (listing, place)
);
-- The lands of the listings that are open: a land is in one of them at most. Rows come with an opening and go with the
-- closing.
CREATE TABLE listed_lands (
  land BIGINT CONSTRAINT a_land_is_in_one_open_listing PRIMARY KEY CONSTRAINT land_is_known CHECK (land >= 0),
  listing BIGINT NOT NULL CONSTRAINT listing_is_known CHECK (listing > 0)
);

-- A listing's bids are a chain: each names the one before it.
CREATE TABLE listing_bids (
  entry BIGINT PRIMARY KEY,
  after_seq BIGINT NOT NULL CONSTRAINT after_seq_not_below_zero CHECK (after_seq >= 0),
  listing BIGINT NOT NULL CONSTRAINT listing_is_known CHECK (listing > 0),
  at BIGINT NOT NULL,
  bidder BIGINT NOT NULL CONSTRAINT bidder_is_a_player CHECK (bidder >= 16),
  amount_paisa BIGINT NOT NULL CONSTRAINT amount_above_zero CHECK (amount_paisa > 0),
  max_paisa BIGINT NOT NULL CONSTRAINT maximum_not_below_amount CHECK (max_paisa >= amount_paisa),
  increment_paisa BIGINT NOT NULL CONSTRAINT increment_not_below_zero CHECK (increment_paisa >= 0),
  leader BIGINT NOT NULL CONSTRAINT leader_is_a_player CHECK (leader >= 16),
  leader_max_paisa BIGINT NOT NULL CONSTRAINT leader_covers_the_price CHECK (leader_max_paisa >= price_paisa),
  second_max_paisa BIGINT NOT NULL CONSTRAINT second_not_above_leader CHECK (second_max_paisa BETWEEN 0 AND leader_max_paisa),
  price_paisa BIGINT NOT NULL CONSTRAINT price_above_zero CHECK (price_paisa > 0),
  reserve_met BIGINT NOT NULL CONSTRAINT reserve_met_is_yes_or_no CHECK (reserve_met IN (0, 1)),
  ends_at BIGINT NOT NULL CONSTRAINT bid_before_the_end CHECK (ends_at > at),
  extensions BIGINT NOT NULL CONSTRAINT extensions_not_below_zero CHECK (extensions >= 0),
  previous_entry BIGINT NOT NULL
    CONSTRAINT bids_of_a_listing_are_a_chain CHECK (previous_entry < entry AND (previous_entry = 0) = (number = 1)),
  number BIGINT NOT NULL CONSTRAINT number_above_zero CHECK (number > 0)
);

-- A listing ends once. Where it was sold, the row that sold it is the next on record.
CREATE TABLE listing_closings (
  entry BIGINT PRIMARY KEY,
  after_seq BIGINT NOT NULL CONSTRAINT after_seq_not_below_zero CHECK (after_seq >= 0),
  listing BIGINT NOT NULL CONSTRAINT a_listing_ends_once UNIQUE CONSTRAINT listing_is_known CHECK (listing > 0),
  at BIGINT NOT NULL,
  status BIGINT NOT NULL CONSTRAINT status_is_known CHECK (status BETWEEN 1 AND 3),
  sale_seq BIGINT NOT NULL
    CONSTRAINT the_sale_is_the_next_row CHECK (sale_seq = CASE status WHEN 1 THEN after_seq + 1 ELSE 0 END)
);

CREATE TABLE IF NOT EXISTS attic_worlds AS SELECT * FROM worlds;
CREATE TABLE IF NOT EXISTS attic_claimed_lands AS SELECT * FROM claimed_lands;
CREATE TABLE IF NOT EXISTS attic_record_lands AS SELECT * FROM record_lands;
CREATE TABLE IF NOT EXISTS attic_record_listings AS SELECT * FROM record_listings;
CREATE TABLE IF NOT EXISTS attic_listing_terms AS SELECT * FROM listing_terms;
CREATE TABLE IF NOT EXISTS attic_listing_parcels AS SELECT * FROM listing_parcels;
CREATE TABLE IF NOT EXISTS attic_listed_lands AS SELECT * FROM listed_lands;
CREATE TABLE IF NOT EXISTS attic_listing_bids AS SELECT * FROM listing_bids;
CREATE TABLE IF NOT EXISTS attic_listing_closings AS SELECT * FROM listing_closings;
INSERT INTO worlds SELECT * FROM attic_worlds;
INSERT INTO claimed_lands SELECT * FROM attic_claimed_lands ORDER BY land;
INSERT INTO record_lands SELECT * FROM attic_record_lands ORDER BY seq, place;
INSERT INTO record_listings SELECT * FROM attic_record_listings ORDER BY seq;
INSERT INTO listing_terms SELECT * FROM attic_listing_terms ORDER BY listing;
INSERT INTO listing_parcels SELECT * FROM attic_listing_parcels ORDER BY listing, place;
INSERT INTO listed_lands SELECT * FROM attic_listed_lands ORDER BY land;
INSERT INTO listing_bids SELECT * FROM attic_listing_bids ORDER BY entry;
INSERT INTO listing_closings SELECT * FROM attic_listing_closings ORDER BY entry;
DROP TABLE attic_worlds;
DROP TABLE attic_claimed_lands;
DROP TABLE attic_record_lands;
DROP TABLE attic_record_listings;
DROP TABLE attic_listing_terms;
DROP TABLE attic_listing_parcels;
DROP TABLE attic_listed_lands;
DROP TABLE attic_listing_bids;
DROP TABLE attic_listing_closings;

-- A land's history, and the row that sold a listing, are look-ups.
CREATE INDEX record_lands_by_land ON record_lands (land, seq);
CREATE UNIQUE INDEX record_listings_by_listing ON record_listings (listing);

-- The last entry of the journal; 0 in a world without listings.
CREATE VIEW marketplace_heads AS
SELECT greatest(coalesce((SELECT entry FROM listing_terms ORDER BY listing DESC LIMIT 1), 0),
                coalesce((SELECT max(entry) FROM listing_bids), 0),
                coalesce((SELECT max(entry) FROM listing_closings), 0)) AS entry;

CREATE TRIGGER worlds_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON worlds
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a world is made once');
CREATE TRIGGER claimed_lands_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON claimed_lands
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('claimed_lands is append-only');
CREATE TRIGGER record_lands_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON record_lands
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('record_lands is append-only');
CREATE TRIGGER record_listings_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON record_listings
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('record_listings is append-only');
CREATE TRIGGER listing_terms_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON listing_terms
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('listing_terms is append-only');
CREATE TRIGGER listing_parcels_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON listing_parcels
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('listing_parcels is append-only');
CREATE TRIGGER listing_bids_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON listing_bids
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('listing_bids is append-only');
CREATE TRIGGER listing_closings_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON listing_closings
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('listing_closings is append-only');

-- Rows of listed_lands do go, one by one, each behind its listing's closing.
CREATE FUNCTION refuse_unpinning() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM listing_closings WHERE listing = OLD.listing) THEN
    RAISE EXCEPTION 'what is listed is pinned until the listing ends';
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER listed_lands_keep BEFORE UPDATE ON listed_lands
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a land is in one open listing at most');
CREATE TRIGGER listed_lands_stay BEFORE DELETE ON listed_lands
FOR EACH ROW EXECUTE FUNCTION refuse_unpinning();
CREATE TRIGGER listed_lands_stay_all BEFORE TRUNCATE ON listed_lands
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('what is listed is pinned until the listing ends');

-- migrate:down
-- Software of the older schema knows the bids, and not that they hold money: it may let it be spent.
-- loam:loses held_bids: SELECT count(DISTINCT listing) FROM listing_bids WHERE listing IN (SELECT listing FROM listed_lands)
DROP TRIGGER worlds_keep ON worlds;
DROP TRIGGER claimed_lands_keep ON claimed_lands;
DROP TRIGGER record_lands_keep ON record_lands;
DROP TRIGGER record_listings_keep ON record_listings;
DROP TRIGGER listing_terms_keep ON listing_terms;
DROP TRIGGER listing_parcels_keep ON listing_parcels;
DROP TRIGGER listing_bids_keep ON listing_bids;
DROP TRIGGER listing_closings_keep ON listing_closings;
DROP TRIGGER listed_lands_keep ON listed_lands;
DROP TRIGGER listed_lands_stay ON listed_lands;
DROP TRIGGER listed_lands_stay_all ON listed_lands;
DROP FUNCTION refuse_unpinning();
DROP VIEW marketplace_heads;
CREATE TABLE attic_worlds AS SELECT * FROM worlds;
CREATE TABLE attic_claimed_lands AS SELECT * FROM claimed_lands ORDER BY land;
CREATE TABLE attic_record_lands AS SELECT * FROM record_lands ORDER BY seq, place;
CREATE TABLE attic_record_listings AS SELECT * FROM record_listings ORDER BY seq;
CREATE TABLE attic_listing_terms AS SELECT * FROM listing_terms ORDER BY listing;
CREATE TABLE attic_listing_parcels AS SELECT * FROM listing_parcels ORDER BY listing, place;
CREATE TABLE attic_listed_lands AS SELECT * FROM listed_lands ORDER BY land;
CREATE TABLE attic_listing_bids AS SELECT * FROM listing_bids ORDER BY entry;
CREATE TABLE attic_listing_closings AS SELECT * FROM listing_closings ORDER BY entry;
DROP TABLE worlds;
DROP TABLE claimed_lands;
DROP TABLE record_lands;
DROP TABLE record_listings;
DROP TABLE listing_terms;
DROP TABLE listing_parcels;
DROP TABLE listed_lands;
DROP TABLE listing_bids;
DROP TABLE listing_closings;
