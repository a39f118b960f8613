-- After each `loam migrate up`, as the owner, in the world's database: psql -d loam -f writer.sql
-- The server appends. What it may change are a user's own words and secrets, sessions, the state of keys and top-ups, and
-- its lease; what it may take away are sessions that are over and the pins of lands that are listed no more.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM loam_writer;
GRANT USAGE ON SCHEMA public TO loam_writer;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO loam_writer;
REVOKE INSERT ON schema_migrations, loam_migrations, biomes, transaction_types, writer_lease, probe FROM loam_writer;

GRANT UPDATE (username, email, password_hash, role, confirmed, hidden, disabled) ON users TO loam_writer;
GRANT UPDATE (access_hash, access_expires, refresh_hash, refresh_expires, revoked) ON sessions TO loam_writer;
GRANT DELETE ON sessions TO loam_writer;
GRANT UPDATE (revoked_at) ON api_keys TO loam_writer;
GRANT UPDATE (status, completed_at, gateway_transaction_id) ON payments TO loam_writer;
GRANT DELETE ON listed_lands TO loam_writer;
GRANT UPDATE ON writer_lease, probe TO loam_writer;
-- Only what a checkpoint stands for; the tables refuse the rest.
GRANT DELETE ON cycles, attention_counts TO loam_writer;
-- Makes the next part of the record, the cycles and the attention, as their owner.
GRANT EXECUTE ON FUNCTION make_room TO loam_writer;
