-- What operators did: every change of a setting, and the log of what they changed or read of others.

-- migrate:up
CREATE TABLE setting_changes (
  id BIGINT PRIMARY KEY,
  setting BIGINT NOT NULL,
  value_before BIGINT NOT NULL,
  value_after BIGINT NOT NULL,
  at BIGINT NOT NULL,
  account BIGINT NOT NULL,
  changed_by TEXT NOT NULL
);
CREATE TABLE audit_log (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  account BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS attic_setting_changes AS SELECT * FROM setting_changes;
CREATE TABLE IF NOT EXISTS attic_audit_log AS SELECT * FROM audit_log;
INSERT INTO setting_changes SELECT * FROM attic_setting_changes ORDER BY id;
INSERT INTO audit_log SELECT * FROM attic_audit_log ORDER BY id;
DROP TABLE attic_setting_changes;
DROP TABLE attic_audit_log;

CREATE TRIGGER setting_changes_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON setting_changes
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('setting_changes is append-only');
CREATE TRIGGER audit_log_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('audit_log is append-only');

-- migrate:down
DROP TRIGGER setting_changes_keep ON setting_changes;
DROP TRIGGER audit_log_keeps ON audit_log;
CREATE TABLE attic_setting_changes AS SELECT * FROM setting_changes ORDER BY id;
CREATE TABLE attic_audit_log AS SELECT * FROM audit_log ORDER BY id;
DROP TABLE setting_changes;
DROP TABLE audit_log;
