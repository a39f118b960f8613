-- What grows for ever lies in parts by time: the record in one for each quarter of a year, the cycles and the counted attention
-- in one for each month. A part is named after the month that it ends with; the first one has all that was there before. Who
-- asks for a time reads the parts of that time alone, and old parts can lie on another disk or be copied once. Each part has its
-- key: a number stands in a part once, and the writer, which counts and is fenced, uses none again in another. Whoever
-- works on a part itself is refused as on the whole.
--
-- A look-up by number asks every part. That is why the record, which is never shortened, has few.

-- migrate:up
-- Views know a table by what it is, not by its name. Where one takes another's place, they are taken down and put up again as
-- they were, and who may read what is kept.
CREATE FUNCTION take_views_down(shown TEXT[]) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  shown_view TEXT;
BEGIN
  CREATE TABLE views_down AS
  WITH RECURSIVE looks_at AS (
    SELECT r.ev_class AS view, d.refobjid AS at FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
    WHERE d.classid = 'pg_rewrite'::REGCLASS AND d.refclassid = 'pg_class'::REGCLASS AND d.refobjid <> r.ev_class
  ), heights AS (
    SELECT name::REGCLASS::OID AS relation, 0::BIGINT AS height FROM unnest(shown) AS tables (name)
    UNION
    SELECT l.view, h.height + 1 FROM heights h JOIN looks_at l ON l.at = h.relation
  )
  SELECT c.relname::TEXT AS name, max(h.height) AS height,
         CASE c.relkind WHEN 'v' THEN pg_get_viewdef(c.oid) END AS body, c.relacl AS rights, c.relowner AS owner
  FROM heights h JOIN pg_class c ON c.oid = h.relation GROUP BY c.oid, c.relname, c.relkind, c.relacl, c.relowner;
  FOR shown_view IN SELECT name FROM views_down WHERE body IS NOT NULL ORDER BY height DESC LOOP
    EXECUTE format('DROP VIEW %I', shown_view);
  END LOOP;
END
$$;

CREATE FUNCTION put_views_up() RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  statement TEXT;
BEGIN
  FOR statement IN SELECT format('CREATE VIEW %I AS %s', name, body) FROM views_down WHERE body IS NOT NULL ORDER BY height LOOP
    EXECUTE statement;
  END LOOP;
  FOR statement IN
    SELECT format('GRANT %s ON %I TO %s', r.privilege_type, name,
                  CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE r.grantee::REGROLE::TEXT END)
    FROM views_down, aclexplode(rights) r WHERE r.grantee <> owner
  LOOP
    EXECUTE statement;
  END LOOP;
  DROP TABLE views_down;
END
$$;

CREATE VIEW parted_tables AS
SELECT * FROM (VALUES ('record', 'quarter'), ('cycles', 'month'), ('attention_counts', 'month')) AS tables (name, period);

-- In milliseconds since 1970, as all moments here; periods are those of UTC.
CREATE FUNCTION end_of_period(period TEXT, moment BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS $$
  SELECT (extract(epoch FROM date_trunc(period, to_timestamp(moment / 1000) AT TIME ZONE 'UTC')
                             + CASE period WHEN 'quarter' THEN INTERVAL '3 months' ELSE INTERVAL '1 month' END) * 1000)::BIGINT
$$;

CREATE FUNCTION name_of_part(whole TEXT, until_at BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT whole || to_char(to_timestamp(until_at / 1000 - 1) AT TIME ZONE 'UTC', '_YYYY_MM')
$$;

-- Makes a table the first part of a whole of the same name.
CREATE FUNCTION make_whole(whole TEXT, until_at BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  part TEXT := name_of_part(whole, until_at);
BEGIN
  EXECUTE format('ALTER TABLE %I RENAME TO %I', whole, part);
  EXECUTE format('ALTER TABLE %I RENAME CONSTRAINT %I TO %I', part, whole || '_pkey', part || '_pkey');
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING CONSTRAINTS) PARTITION BY RANGE (at)', whole, part);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%s)', whole, part, until_at);
END
$$;

SELECT take_views_down(ARRAY['record', 'cycles', 'attention_counts']);
SELECT make_whole(name, end_of_period(period, latest))
FROM parted_tables, (SELECT greatest((extract(epoch FROM now()) * 1000)::BIGINT, (SELECT max(at) FROM record),
                                     (SELECT max(at) FROM cycles), (SELECT max(at) FROM attention_counts)) AS latest) moments;
SELECT put_views_up();

CREATE TRIGGER record_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON record
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the record is append-only');
CREATE TRIGGER cycles_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON cycles
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('cycles are append-only');
CREATE TRIGGER attention_counts_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON attention_counts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('attention_counts is append-only');

-- Until when there is room in all of them, with a part for this moment made where there was none. A part goes from the end of
-- the one before to the end of the moment's period, so a time in which nothing happened has none of its own. Readers are not
-- waited for.
--
-- It does this one thing with its owner's rights, so that the server needs none to make tables.
CREATE FUNCTION make_room(moment BIGINT) RETURNS BIGINT LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  whole RECORD;
  part TEXT;
  until_at BIGINT;
  room_until BIGINT;
BEGIN
  FOR whole IN
    SELECT t.name, t.period, k.attname AS key,
           max(substring(pg_get_expr(p.relpartbound, p.oid) FROM 'TO \(''(-?[0-9]+)''\)')::BIGINT) AS ends_at
    FROM parted_tables t JOIN pg_inherits i ON i.inhparent = t.name::REGCLASS JOIN pg_class p ON p.oid = i.inhrelid
      JOIN pg_attribute k ON k.attrelid = i.inhparent AND k.attnum = 1
    GROUP BY t.name, t.period, k.attname
  LOOP
    until_at := whole.ends_at;
    IF moment >= until_at THEN
      until_at := end_of_period(whole.period, moment);
      part := name_of_part(whole.name, until_at);
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING CONSTRAINTS, PRIMARY KEY (%I))', part, whole.name, whole.key);
      EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT'
                     ' EXECUTE FUNCTION refuse_change(%L)', part || '_keeps', part, part || ' is append-only');
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
                     whole.name, part, whole.ends_at, until_at);
    END IF;
    room_until := least(room_until, until_at);
  END LOOP;
  RETURN room_until;
END
$$;
REVOKE ALL ON FUNCTION make_room(BIGINT) FROM PUBLIC;
-- Nobody else's tables are found under these names, whatever who calls has set.
DO $$ BEGIN EXECUTE format('ALTER FUNCTION make_room(BIGINT) SET search_path = %I, pg_temp', current_schema()); END $$;

-- migrate:down
DROP FUNCTION make_room(BIGINT);
SELECT take_views_down(ARRAY['record', 'cycles', 'attention_counts']);
ALTER TABLE record RENAME TO parts_of_record;
ALTER TABLE cycles RENAME TO parts_of_cycles;
ALTER TABLE attention_counts RENAME TO parts_of_attention_counts;
CREATE TABLE record (LIKE parts_of_record INCLUDING CONSTRAINTS, PRIMARY KEY (seq));
CREATE TABLE cycles (LIKE parts_of_cycles INCLUDING CONSTRAINTS, PRIMARY KEY (id));
CREATE TABLE attention_counts (LIKE parts_of_attention_counts INCLUDING CONSTRAINTS, PRIMARY KEY (id));
INSERT INTO record SELECT * FROM parts_of_record ORDER BY seq;
INSERT INTO cycles SELECT * FROM parts_of_cycles ORDER BY id;
INSERT INTO attention_counts SELECT * FROM parts_of_attention_counts ORDER BY id;
DROP TABLE parts_of_record;
DROP TABLE parts_of_cycles;
DROP TABLE parts_of_attention_counts;
CREATE TRIGGER record_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON record
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the record is append-only');
CREATE TRIGGER cycles_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON cycles
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('cycles are append-only');
CREATE TRIGGER attention_counts_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON attention_counts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('attention_counts is append-only');
SELECT put_views_up();
DROP FUNCTION make_whole(TEXT, BIGINT);
DROP FUNCTION name_of_part(TEXT, BIGINT);
DROP FUNCTION end_of_period(TEXT, BIGINT);
DROP VIEW parted_tables;
DROP FUNCTION put_views_up();
DROP FUNCTION take_views_down(TEXT[]);
