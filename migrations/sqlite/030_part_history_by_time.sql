-- What grows for ever lies in parts on a server database. Here it is one file. Nothing to do.

-- migrate:up
SELECT 1;

-- migrate:down
SELECT 1;
