-- Before the first start, as a superuser: psql -f roles.sql
-- The server's: owns the world, makes its schema and writes. Without a password it comes in by the socket alone, as the
-- system's user of the same name.
CREATE ROLE loam LOGIN;
-- The server's where it shall not own the world: what it may do is below in writer.sql.
CREATE ROLE loam_writer LOGIN;
-- For people and reports: reads, and what it reads is below in reports.sql.
CREATE ROLE loam_reports LOGIN;

CREATE DATABASE loam OWNER loam;
REVOKE ALL ON DATABASE loam FROM PUBLIC;
GRANT CONNECT ON DATABASE loam TO loam_writer, loam_reports;
