-- Who may write: on a server database a row says it, here the lock file beside the database. Nothing to do.

-- migrate:up
SELECT 1;

-- migrate:down
SELECT 1;
