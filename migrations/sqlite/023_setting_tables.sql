-- Settings that are tables: the text before and after stands beside the numbers of the others. Settings from number 24 on
-- are new with this step; the older schema keeps their changes aside, so that its programs meet none that they do not know.

-- migrate:up
DROP TRIGGER setting_changes_keep;
DROP TRIGGER setting_changes_stay;
ALTER TABLE setting_changes RENAME TO former_setting_changes;
CREATE TABLE setting_changes (
  id INTEGER PRIMARY KEY,
  setting INTEGER NOT NULL,
  value_before INTEGER NOT NULL,
  value_after INTEGER NOT NULL,
  at INTEGER NOT NULL,
  account INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  text_before TEXT NOT NULL,
  text_after TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS attic_later_setting_changes AS SELECT * FROM setting_changes;
INSERT INTO setting_changes SELECT *, '', '' FROM former_setting_changes ORDER BY id;
-- Changes that were made meanwhile may have taken the ids of those kept aside, which then go behind them, in their order.
INSERT INTO setting_changes
  SELECT id + iif((SELECT count(*) FROM attic_later_setting_changes JOIN former_setting_changes USING (id)) > 0,
                  (SELECT max(id) FROM former_setting_changes), 0),
         setting, value_before, value_after, at, account, changed_by, text_before, text_after
  FROM attic_later_setting_changes ORDER BY id;
DROP TABLE attic_later_setting_changes;
DROP TABLE former_setting_changes;

CREATE TRIGGER setting_changes_keep BEFORE UPDATE ON setting_changes
BEGIN SELECT RAISE(ABORT, 'setting_changes is append-only'); END;
CREATE TRIGGER setting_changes_stay BEFORE DELETE ON setting_changes
BEGIN SELECT RAISE(ABORT, 'setting_changes is append-only'); END;

-- migrate:down
DROP TRIGGER setting_changes_keep;
DROP TRIGGER setting_changes_stay;
CREATE TABLE attic_later_setting_changes AS SELECT * FROM setting_changes WHERE setting >= 24 ORDER BY id;
ALTER TABLE setting_changes RENAME TO later_setting_changes;
CREATE TABLE setting_changes (
  id INTEGER PRIMARY KEY,
  setting INTEGER NOT NULL,
  value_before INTEGER NOT NULL,
  value_after INTEGER NOT NULL,
  at INTEGER NOT NULL,
  account INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
INSERT INTO setting_changes
  SELECT id, setting, value_before, value_after, at, account, changed_by FROM later_setting_changes
  WHERE setting < 24 ORDER BY id;
DROP TABLE later_setting_changes;

CREATE TRIGGER setting_changes_keep BEFORE UPDATE ON setting_changes
BEGIN SELECT RAISE(ABORT, 'setting_changes is append-only'); END;
CREATE TRIGGER setting_changes_stay BEFORE DELETE ON setting_changes
BEGIN SELECT RAISE(ABORT, 'setting_changes is append-only'); END;
