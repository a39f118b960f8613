-- Settings that are tables: the text before and after stands beside the numbers of the others. Settings from number 24 on
-- are new with this step; the older schema keeps their changes aside, so that its programs meet none that they do not know.

-- migrate:up
ALTER TABLE setting_changes ADD COLUMN text_before TEXT NOT NULL DEFAULT '';
ALTER TABLE setting_changes ADD COLUMN text_after TEXT NOT NULL DEFAULT '';
ALTER TABLE setting_changes ALTER COLUMN text_before DROP DEFAULT;
ALTER TABLE setting_changes ALTER COLUMN text_after DROP DEFAULT;
CREATE TABLE IF NOT EXISTS attic_later_setting_changes AS SELECT * FROM setting_changes WHERE FALSE;
-- Changes that were made meanwhile may have taken the ids of those kept aside, which then go behind them, in their order.
INSERT INTO setting_changes
  SELECT id + CASE WHEN EXISTS (SELECT 1 FROM attic_later_setting_changes JOIN setting_changes USING (id))
                   THEN (SELECT max(id) FROM setting_changes) ELSE 0 END,
         setting, value_before, value_after, at, account, changed_by, text_before, text_after
  FROM attic_later_setting_changes ORDER BY id;
DROP TABLE attic_later_setting_changes;

-- migrate:down
DROP TRIGGER setting_changes_keep ON setting_changes;
CREATE TABLE attic_later_setting_changes AS SELECT * FROM setting_changes WHERE setting >= 24 ORDER BY id;
DELETE FROM setting_changes WHERE setting >= 24;
ALTER TABLE setting_changes DROP COLUMN text_before;
ALTER TABLE setting_changes DROP COLUMN text_after;
CREATE TRIGGER setting_changes_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON setting_changes
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('setting_changes is append-only');
