-- The land marketplace. Which lands changed hands stands beside the rows of the record that sold or gave them, and nowhere
-- for all other rows. Listings opened, bids and listings closed are one journal: `entry` counts all three together from 1,
-- and an entry came after the row `after_seq` of the record. Lands and listings are numbered; money in paisa, times in
-- milliseconds since 1970.

-- migrate:up
CREATE TABLE worlds (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seed INTEGER NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  made_at INTEGER NOT NULL
) STRICT;

-- What a land is, noted when it is claimed: the map is a function of its seed that SQL cannot compute. A land is claimed
-- once.
CREATE TABLE claimed_lands (
  land INTEGER PRIMARY KEY CHECK (land >= 0),
  biome INTEGER NOT NULL CHECK (biome BETWEEN 0 AND 6),
  elevation_thousandths INTEGER NOT NULL CHECK (elevation_thousandths BETWEEN 0 AND 1000)
) STRICT;

CREATE TABLE record_lands (
  seq INTEGER NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 0),
  land INTEGER NOT NULL CHECK (land >= 0),
  PRIMARY KEY (seq, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE record_listings (
  seq INTEGER PRIMARY KEY,
  listing INTEGER NOT NULL CHECK (listing > 0)
) STRICT;

CREATE TABLE listing_terms (
  listing INTEGER PRIMARY KEY CHECK (listing > 0),
  entry INTEGER NOT NULL CHECK (entry >= listing),
  after_seq INTEGER NOT NULL CHECK (after_seq >= 0),
  seller INTEGER NOT NULL CHECK (seller >= 16),
  type INTEGER NOT NULL CHECK (type BETWEEN 1 AND 3),
  starting_price_paisa INTEGER NOT NULL CHECK (starting_price_paisa >= 0),
  reserve_price_paisa INTEGER NOT NULL CHECK (reserve_price_paisa >= 0),
  buy_now_price_paisa INTEGER NOT NULL CHECK (buy_now_price_paisa >= 0),
  opened_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > opened_at),
  description TEXT NOT NULL
) STRICT;
CREATE TABLE listing_parcels (
  listing INTEGER NOT NULL CHECK (listing > 0),
  place INTEGER NOT NULL CHECK (place >= 0),
  land INTEGER NOT NULL CHECK (land >= 0),
  PRIMARY KEY (listing, place)
) STRICT, WITHOUT ROWID;
-- The lands of the listings that are open: a land is in one of them at most. Rows come with an opening and go with the
-- closing.
CREATE TABLE listed_lands (
  land INTEGER PRIMARY KEY CHECK (land >= 0),
  listing INTEGER NOT NULL CHECK (listing > 0)
) STRICT;

-- A listing's bids are a chain: each names the one before it.
CREATE TABLE listing_bids (
  entry INTEGER PRIMARY KEY,
  after_seq INTEGER NOT NULL CHECK (after_seq >= 0),
  listing INTEGER NOT NULL CHECK (listing > 0),
  at INTEGER NOT NULL,
  bidder INTEGER NOT NULL CHECK (bidder >= 16),
  amount_paisa INTEGER NOT NULL CHECK (amount_paisa > 0),
  max_paisa INTEGER NOT NULL CHECK (max_paisa >= amount_paisa),
  increment_paisa INTEGER NOT NULL CHECK (increment_paisa >= 0),
  leader INTEGER NOT NULL CHECK (leader >= 16),
  leader_max_paisa INTEGER NOT NULL CHECK (leader_max_paisa >= price_paisa),
  second_max_paisa INTEGER NOT NULL CHECK (second_max_paisa BETWEEN 0 AND leader_max_paisa),
  price_paisa INTEGER NOT NULL CHECK (price_paisa > 0),
  reserve_met INTEGER NOT NULL CHECK (reserve_met IN (0, 1)),
  ends_at INTEGER NOT NULL CHECK (ends_at > at),
  extensions INTEGER NOT NULL CHECK (extensions >= 0),
  previous_entry INTEGER NOT NULL CHECK (previous_entry < entry AND (previous_entry = 0) = (number = 1)),
  number INTEGER NOT NULL CHECK (number > 0)
) STRICT;

-- A listing ends once. Where it was sold, the row that sold it is the next on record.
CREATE TABLE listing_closings (
  entry INTEGER PRIMARY KEY,
  after_seq INTEGER NOT NULL CHECK (after_seq >= 0),
  listing INTEGER NOT NULL UNIQUE CHECK (listing > 0),
  at INTEGER NOT NULL,
  status INTEGER NOT NULL CHECK (status BETWEEN 1 AND 3),
  sale_seq INTEGER NOT NULL CHECK (sale_seq = CASE status WHEN 1 THEN after_seq + 1 ELSE 0 END)
) STRICT;

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
SELECT max(coalesce((SELECT entry FROM listing_terms ORDER BY listing DESC LIMIT 1), 0),
           coalesce((SELECT max(entry) FROM listing_bids), 0),
           coalesce((SELECT max(entry) FROM listing_closings), 0)) AS entry;

CREATE TRIGGER worlds_once BEFORE INSERT ON worlds WHEN EXISTS (SELECT 1 FROM worlds)
BEGIN SELECT RAISE(ABORT, 'a world is made once'); END;
CREATE TRIGGER worlds_keep BEFORE UPDATE ON worlds
BEGIN SELECT RAISE(ABORT, 'a world is made once'); END;
CREATE TRIGGER worlds_stay BEFORE DELETE ON worlds
BEGIN SELECT RAISE(ABORT, 'a world is made once'); END;

CREATE TRIGGER claimed_lands_once BEFORE INSERT ON claimed_lands WHEN EXISTS (SELECT 1 FROM claimed_lands WHERE land = NEW.land)
BEGIN SELECT RAISE(ABORT, 'claimed_lands is append-only'); END;
CREATE TRIGGER claimed_lands_keep BEFORE UPDATE ON claimed_lands
BEGIN SELECT RAISE(ABORT, 'claimed_lands is append-only'); END;
CREATE TRIGGER claimed_lands_stay BEFORE DELETE ON claimed_lands
BEGIN SELECT RAISE(ABORT, 'claimed_lands is append-only'); END;

CREATE TRIGGER record_lands_once BEFORE INSERT ON record_lands
WHEN EXISTS (SELECT 1 FROM record_lands WHERE seq = NEW.seq AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'record_lands is append-only'); END;
CREATE TRIGGER record_lands_keep BEFORE UPDATE ON record_lands
BEGIN SELECT RAISE(ABORT, 'record_lands is append-only'); END;
CREATE TRIGGER record_lands_stay BEFORE DELETE ON record_lands
BEGIN SELECT RAISE(ABORT, 'record_lands is append-only'); END;
CREATE TRIGGER record_listings_once BEFORE INSERT ON record_listings
WHEN EXISTS (SELECT 1 FROM record_listings WHERE seq = NEW.seq OR listing = NEW.listing)
BEGIN SELECT RAISE(ABORT, 'record_listings is append-only'); END;
CREATE TRIGGER record_listings_keep BEFORE UPDATE ON record_listings
BEGIN SELECT RAISE(ABORT, 'record_listings is append-only'); END;
CREATE TRIGGER record_listings_stay BEFORE DELETE ON record_listings
BEGIN SELECT RAISE(ABORT, 'record_listings is append-only'); END;

CREATE TRIGGER listing_terms_in_order BEFORE INSERT ON listing_terms
WHEN NEW.entry <> (SELECT entry + 1 FROM marketplace_heads)
  OR NEW.listing <> coalesce((SELECT max(listing) FROM listing_terms), 0) + 1
BEGIN SELECT RAISE(ABORT, 'the journal of the marketplace has no gap and no second row of an entry'); END;
CREATE TRIGGER listing_terms_keep BEFORE UPDATE ON listing_terms
BEGIN SELECT RAISE(ABORT, 'listing_terms is append-only'); END;
CREATE TRIGGER listing_terms_stay BEFORE DELETE ON listing_terms
BEGIN SELECT RAISE(ABORT, 'listing_terms is append-only'); END;
CREATE TRIGGER listing_parcels_once BEFORE INSERT ON listing_parcels
WHEN EXISTS (SELECT 1 FROM listing_parcels WHERE listing = NEW.listing AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'listing_parcels is append-only'); END;
CREATE TRIGGER listing_parcels_keep BEFORE UPDATE ON listing_parcels
BEGIN SELECT RAISE(ABORT, 'listing_parcels is append-only'); END;
CREATE TRIGGER listing_parcels_stay BEFORE DELETE ON listing_parcels
BEGIN SELECT RAISE(ABORT, 'listing_parcels is append-only'); END;
CREATE TRIGGER listing_bids_in_order BEFORE INSERT ON listing_bids
WHEN NEW.entry <> (SELECT entry + 1 FROM marketplace_heads)
BEGIN SELECT RAISE(ABORT, 'the journal of the marketplace has no gap and no second row of an entry'); END;
CREATE TRIGGER listing_bids_keep BEFORE UPDATE ON listing_bids
BEGIN SELECT RAISE(ABORT, 'listing_bids is append-only'); END;
CREATE TRIGGER listing_bids_stay BEFORE DELETE ON listing_bids
BEGIN SELECT RAISE(ABORT, 'listing_bids is append-only'); END;
CREATE TRIGGER listing_closings_in_order BEFORE INSERT ON listing_closings
WHEN NEW.entry <> (SELECT entry + 1 FROM marketplace_heads)
  OR EXISTS (SELECT 1 FROM listing_closings WHERE listing = NEW.listing)
BEGIN SELECT RAISE(ABORT, 'the journal of the marketplace has no gap and no second row of an entry'); END;
CREATE TRIGGER listing_closings_keep BEFORE UPDATE ON listing_closings
BEGIN SELECT RAISE(ABORT, 'listing_closings is append-only'); END;
CREATE TRIGGER listing_closings_stay BEFORE DELETE ON listing_closings
BEGIN SELECT RAISE(ABORT, 'listing_closings is append-only'); END;

CREATE TRIGGER listed_lands_once BEFORE INSERT ON listed_lands WHEN EXISTS (SELECT 1 FROM listed_lands WHERE land = NEW.land)
BEGIN SELECT RAISE(ABORT, 'a land is in one open listing at most'); END;
CREATE TRIGGER listed_lands_keep BEFORE UPDATE ON listed_lands
BEGIN SELECT RAISE(ABORT, 'a land is in one open listing at most'); END;
CREATE TRIGGER listed_lands_stay BEFORE DELETE ON listed_lands
WHEN NOT EXISTS (SELECT 1 FROM listing_closings WHERE listing = OLD.listing)
BEGIN SELECT RAISE(ABORT, 'what is listed is pinned until the listing ends'); END;

-- migrate:down
-- Software of the older schema knows the bids, and not that they hold money: it may let it be spent.
-- loam:loses held_bids: SELECT count(DISTINCT listing) FROM listing_bids WHERE listing IN (SELECT listing FROM listed_lands)
DROP TRIGGER worlds_once;
DROP TRIGGER worlds_keep;
DROP TRIGGER worlds_stay;
DROP TRIGGER claimed_lands_once;
DROP TRIGGER claimed_lands_keep;
DROP TRIGGER claimed_lands_stay;
DROP TRIGGER record_lands_once;
DROP TRIGGER record_lands_keep;
DROP TRIGGER record_lands_stay;
DROP TRIGGER record_listings_once;
DROP TRIGGER record_listings_keep;
DROP TRIGGER record_listings_stay;
DROP TRIGGER listing_terms_in_order;
DROP TRIGGER listing_terms_keep;
DROP TRIGGER listing_terms_stay;
DROP TRIGGER listing_parcels_once;
DROP TRIGGER listing_parcels_keep;
DROP TRIGGER listing_parcels_stay;
DROP TRIGGER listing_bids_in_order;
DROP TRIGGER listing_bids_keep;
DROP TRIGGER listing_bids_stay;
DROP TRIGGER listing_closings_in_order;
DROP TRIGGER listing_closings_keep;
DROP TRIGGER listing_closings_stay;
DROP TRIGGER listed_lands_once;
DROP TRIGGER listed_lands_keep;
DROP TRIGGER listed_lands_stay;
DROP VIEW marketplace_heads;
DROP INDEX record_lands_by_land;
DROP INDEX record_listings_by_listing;
ALTER TABLE worlds RENAME TO attic_worlds;
ALTER TABLE claimed_lands RENAME TO attic_claimed_lands;
ALTER TABLE record_lands RENAME TO attic_record_lands;
ALTER TABLE record_listings RENAME TO attic_record_listings;
ALTER TABLE listing_terms RENAME TO attic_listing_terms;
ALTER TABLE listing_parcels RENAME TO attic_listing_parcels;
ALTER TABLE listed_lands RENAME TO attic_listed_lands;
ALTER TABLE listing_bids RENAME TO attic_listing_bids;
ALTER TABLE listing_closings RENAME TO attic_listing_closings;
