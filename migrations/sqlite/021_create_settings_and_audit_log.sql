-- What operators did: every change of a setting, and the log of what they changed or read of others.

-- migrate:up
CREATE TABLE setting_changes (
  id INTEGER PRIMARY KEY,
  setting INTEGER NOT NULL,
  value_before INTEGER NOT NULL,
  value_after INTEGER NOT NULL,
  at INTEGER NOT NULL,
  account INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE audit_log (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  account INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS attic_setting_changes AS SELECT * FROM setting_changes;
CREATE TABLE IF NOT EXISTS attic_audit_log AS SELECT * FROM audit_log;
INSERT INTO setting_changes SELECT * FROM attic_setting_changes ORDER BY id;
INSERT INTO audit_log SELECT * FROM attic_audit_log ORDER BY id;
DROP TABLE attic_setting_changes;
DROP TABLE attic_audit_log;

CREATE TRIGGER setting_changes_keep BEFORE UPDATE ON setting_changes
BEGIN SELECT RAISE(ABORT, 'setting_changes is append-only'); END;
CREATE TRIGGER setting_changes_stay BEFORE DELETE ON setting_changes
BEGIN SELECT RAISE(ABORT, 'setting_changes is append-only'); END;
CREATE TRIGGER audit_log_keeps BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
CREATE TRIGGER audit_log_stays BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;

-- migrate:down
DROP TRIGGER setting_changes_keep;
DROP TRIGGER setting_changes_stay;
DROP TRIGGER audit_log_keeps;
DROP TRIGGER audit_log_stays;
ALTER TABLE setting_changes RENAME TO attic_setting_changes;
ALTER TABLE audit_log RENAME TO attic_audit_log;
