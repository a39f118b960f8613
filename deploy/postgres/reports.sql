-- After the first start, in the world's database: psql -d loam -f reports.sql
-- Money only: who the users are, their passwords' hashes and their sessions are nobody's to report on.
GRANT USAGE ON SCHEMA public TO loam_reports;
GRANT SELECT ON transactions, v_unified_transactions, v_ledger_postings TO loam_reports;

-- A report that runs for hours keeps old rows alive; one that is left open does so for nothing.
ALTER ROLE loam_reports SET default_transaction_read_only = on;
ALTER ROLE loam_reports SET statement_timeout = '10min';
ALTER ROLE loam_reports SET idle_in_transaction_session_timeout = '1min';
