// Made by tools/generate-api-types from api/openapi.yaml; do not edit.
export interface paths {
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open an account and sign in
         * @description The new account gets the sign-up grant where the operator has set one.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Repeated wrong passwords are answered slower and slower, for a while, never for ever.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Swap a refresh token for new tokens
         * @description A refresh token works once. Used a second time it ends the session, because it is in two hands.
         */
        post: operations["refresh_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change my password
         * @description Ends all other sessions.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where I am signed in
         * @description My live sessions, newest first; 20 at most.
         */
        get: operations["list_own_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of my sessions
         * @description Its tokens are refused and its feeds end from then on. Also the session that asks may end so.
         */
        delete: operations["end_own_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user
         * @description The public part; all of it for the user, for operators and for auditors.
         */
        get: operations["get_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Show or hide myself on leaderboards */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/v1/users/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user's trading in figures
         * @description How busy a user is, unless hidden; what it earned only for the user, operators and auditors.
         */
        get: operations["get_user_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/lands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user's lands */
        get: operations["list_user_lands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user's balance
         * @description One's own, or any for operators and auditors.
         */
        get: operations["get_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user's transactions
         * @description The audit trail of one user; one's own, or any for operators and auditors.
         */
        get: operations["list_user_transactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/gateways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which gateways there are, and the limits of top-ups */
        get: operations["list_gateways"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/initiate/{gateway}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a top-up
         * @description Makes a pending top-up. The player pays at `payment_url`; the gateway's webhook settles it.
         */
        post: operations["initiate_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/webhook/{gateway}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A gateway tells what became of a payment
         * @description The body is signed with HMAC-SHA256 over its raw bytes. A reference is credited once, however often it is told; a
         *     payment whose amount or gateway differs is refused. Every call leaves a payment event.
         */
        post: operations["receive_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/status/{reference_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a top-up */
        get: operations["get_payment_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/sandbox/{reference_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page of the sandbox gateway
         * @description Approves or declines a top-up without any money. Only where the operator offers the gateway `sandbox`.
         */
        get: operations["get_sandbox_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/sandbox/{reference_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a sandbox top-up */
        post: operations["approve_sandbox_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/sandbox/{reference_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline a sandbox top-up */
        post: operations["decline_sandbox_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/markets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All seven markets */
        get: operations["list_markets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/markets/{biome}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One market */
        get: operations["get_market"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/price-history/{biome}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a price moved
         * @description Samples, or candles where `interval` is given. Long ranges are thinned evenly.
         */
        get: operations["get_price_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/{biome}/land-impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What made a price move, and whose land it touches
         * @description At most 24 hours, by default the last ones. The parts sum to the move, to the unit: that of all redistributions, of buys and
         *     of sells to `move_bdt`; that of `accounts`, `rest` and `earlier_attention` to that of all redistributions. Operators and auditors
         *     are told the twenty largest accounts, a player his own part, a guest none. Too much for one request is refused with
         *     `range_too_busy` on `/query/from`, a time whose cycles are rolled up with `range_rolled_up`.
         */
        get: operations["get_land_impact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an order would come to
         * @description Changes nothing. Tells the refusal that the order would get, where it would be refused.
         */
        post: operations["quote_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/buy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Buy shares of a biome
         * @description Executes at the price of the moment it is taken. `amount_bdt` is net; the fee comes on top.
         */
        post: operations["buy_shares"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/sell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sell shares of a biome
         * @description Executes at the price of the moment it is taken. The fee is taken from the proceeds.
         */
        post: operations["sell_shares"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/portfolio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I hold */
        get: operations["get_portfolio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My trades */
        get: operations["list_own_trades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trading of the last 24 hours */
        get: operations["get_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/biome-market/track-attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say where a player looked
         * @description `score` is seconds looked at. An account earns one second a second and can save up ten; what is more is dropped, and the
         *     answer says what counted. Service keys may post for a `user_id`.
         */
        post: operations["track_attention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lands, by number
         * @description Row by row from the north-west corner. A price is what a claim costs, or would, also where the land has an owner.
         */
        get: operations["list_lands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lands/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A land */
        get: operations["get_land"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lands/{id}/exposure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a land has to do with its biome's market, and what it may be worth
         * @description The price of the biome's shares over the last 24 hours by its parts, which may be half a minute old, and estimates of what
         *     the land is worth with what they were made from. Whatever is named an estimate is one, and is null where there is nothing to go by.
         */
        get: operations["get_land_exposure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lands/coordinates/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The land at a place */
        get: operations["get_land_at"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lands/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A piece of the map, for drawing
         * @description At most 256 x 256 cells. `bbox` in the answer is what of the asked box lies in the world. `biome`, `elevation`, `owner` and
         *     `listing` are base64 of one entry a cell, rows from north to south, cells from west to east.
         */
        get: operations["get_land_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lands/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim land that nobody owns
         * @description At the server's price: that of the biome, times a factor that grows with the elevation. The client names no price. A row of
         *     type `FIXED_PRICE` without a seller.
         */
        post: operations["claim_land"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lands/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a land away
         * @description Leaves a row of type `TRANSFER` with the amount 0. Listed land cannot be given away.
         */
        post: operations["transfer_land"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/listings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Listings, filtered and in order
         * @description A cursor carries filters and order. By creation nothing is skipped or told twice, whatever comes in; by price and end the
         *     same holds for every listing whose price or end stays.
         */
        get: operations["list_listings"];
        put?: never;
        /**
         * Offer lands for sale
         * @description One land or a parcel of lands that lie edge to edge. What is listed stays with its owner, and with the listing, until that
         *     ends. The answer is the listing as it was opened.
         */
        post: operations["open_listing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/listings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A listing
         * @description Ended ones stay readable.
         */
        get: operations["get_listing"];
        put?: never;
        post?: never;
        /**
         * Withdraw a listing
         * @description By its seller, as long as nobody has bid.
         */
        delete: operations["cancel_listing"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/listings/{id}/bids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bids for a listing, newest first */
        get: operations["list_bids"];
        put?: never;
        /**
         * Bid
         * @description Holds as much as the bidder's maximum while he leads, and frees it in the moment in which he is outbid. `max_amount_bdt` is a
         *     standing maximum: the server bids for the bidder, one increment above the next best. A bid in the last minutes moves the end.
         */
        post: operations["place_bid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/listings/{id}/buy-now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Buy outright
         * @description At the fixed price, or at an auction's price to buy now. That ends the auction and frees the leader's money. It is offered until
         *     the reserve is met; without a reserve, until the first bid.
         */
        post: operations["buy_listing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/leaderboard/{board}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has most
         * @description `richest` counts balance and biome shares at the markets' prices, and no land; `landowners` lands; `traders` the amounts of
         *     biome shares bought and sold; `sellers` the amounts of lands sold to players. Who hides is left out, and sees his own place
         *     alone. In a large world the board is some seconds old; `as_of` says from when.
         */
        get: operations["get_leaderboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/transactions/audit-trail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit trail
         * @description Own rows, newest first. Operators and auditors see any user's (`user_id`), or everybody's where they name none. `total`
         *     counts the filtered rows.
         */
        get: operations["get_audit_trail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/transactions/audit-trail/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit trail as a file
         * @description Streams exactly the filtered rows, however many there are.
         */
        get: operations["export_audit_trail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/transactions/{seq}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a row's hash is made of
         * @description SHA-256 of the bytes of `previous_hash` and then those of `canonical` is `hash`: whoever can hash checks a row by himself.
         *     `docs/record.md` says what stands where in the bytes. They hold the balances of both sides, so a player gets those of rows
         *     that name no other user; operators and auditors get all.
         */
        get: operations["get_transaction_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run many commands
         * @description Runs up to 1,000 commands in order, each on its own: one that is refused does not stop the others. Answers when all are
         *     durable, with one result each.
         */
        post: operations["run_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/config/economy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every setting of the economy */
        get: operations["get_economy_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change settings
         * @description All of the changes or none. Journalled; acts at once.
         */
        patch: operations["patch_economy_config"];
        trace?: never;
    };
    "/api/v1/admin/config/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed which setting, and when */
        get: operations["list_config_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users */
        get: operations["list_users"];
        put?: never;
        /**
         * Make a user
         * @description Operators make any; API keys with the scope `users` make players without a password.
         */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description A new password, or being disabled, ends the user's sessions.
         */
        patch: operations["admin_change_user"];
        trace?: never;
    };
    "/api/v1/admin/users/{id}/adjust-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Correct a balance
         * @description Relative, against the treasury; leaves an ADJUSTMENT row and an entry in the audit log.
         */
        post: operations["adjust_balance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a user is signed in
         * @description The live sessions, newest first; 20 at most. Reading another's leaves an entry in the audit log.
         */
        get: operations["list_user_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session of a user
         * @description Its tokens are refused and its feeds end from then on. Ending another's leaves an entry in the audit log.
         */
        delete: operations["end_user_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All API keys */
        get: operations["list_api_keys"];
        put?: never;
        /**
         * Make an API key
         * @description The secret is told once, in this answer.
         */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/markets/{biome}/halt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Halt a market
         * @description Takes `all` in place of a biome. `reduce_only` still takes sells.
         */
        post: operations["halt_market"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/markets/{biome}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a market again
         * @description Takes `all` in place of a biome. Ends a halt by the price band, too.
         */
        post: operations["resume_market"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What operators did, and read of others */
        get: operations["list_audit_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/safeguards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each time a safeguard acted */
        get: operations["list_safeguards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/payment-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each step of each top-up */
        get: operations["list_payment_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole record
         * @description As the audit trail, of everybody, each row with all that its hash is made from.
         */
        get: operations["list_all_transactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/transactions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole record as a file */
        get: operations["export_all_transactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One day in figures */
        get: operations["get_daily_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports/weekly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One week in figures
         * @description The week, Monday to Sunday, that `date` lies in.
         */
        get: operations["get_weekly_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/invariants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prove the books now
         * @description Walks the whole record in books of its own: the chain of hashes, every balance and holding, the sum of zero. One proof
         *     runs at a time; whoever asks meanwhile is told its outcome. Where it takes longer than 20 seconds the answer is 202: ask
         *     again until it is 200. `started_at` says what it covers: everything that was committed by then.
         */
        get: operations["prove_invariants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/test-clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a test clock forward
         * @description Runs all that falls due on the way, in order, and answers when that is done. Only where the server was started with a test clock;
         *     404 elsewhere. One request at a time.
         */
        post: operations["move_test_clock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What surveillance noticed
         * @description The newest first. The list is bounded; every alert also stands in the audit log, which is not.
         */
        get: operations["list_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/alerts/{id}/ack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge an alert
         * @description Stands in the audit log with its note.
         */
        post: operations["acknowledge_alert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ws/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live data over a WebSocket
         * @description Guests read the public channels. To sign in, send `{"type":"authenticate","token":"…"}` or offer the subprotocols
         *     `bearer, TOKEN`. The schemas `FeedRequest` and `FeedMessage` are what the two sides say.
         */
        get: operations["connect_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live data as server-sent events
         * @description The same messages as over the WebSocket, one an event, with their `seq` as the event's id. A client that comes back with
         *     `Last-Event-ID` is sent what it missed, or `resync`.
         */
        get: operations["stream_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs */
        get: operations["get_liveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A commit succeeds now */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Both, with the version */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["get_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Format: uuid
         * @example 0198f6c2-a4be-7d3f-8a10-5f2b6c7d8e9f
         */
        Id: string;
        /**
         * Format: date-time
         * @example 2026-01-31T09:30:00.000Z
         */
        Time: string;
        /**
         * @description BDT, exact to a paisa.
         * @example 99.5
         */
        Money: string;
        /**
         * @description BDT a share.
         * @example 100.25
         */
        Price: string;
        PriceOrNull: string | null;
        /** @example 0.997506 */
        Shares: string;
        SharesOrNull: string | null;
        MoneyOrNull: string | null;
        /** Format: uuid */
        IdOrNull: string | null;
        TextOrNull: string | null;
        /** Format: date-time */
        TimeOrNull: string | null;
        /** @description More than zero, at most two decimals; a number, or the same as a string. */
        MoneyInput: string;
        /** @description Not zero, at most two decimals; a number, or the same as a string. */
        SignedMoneyInput: string;
        /** @description More than zero, at most six decimals; a number, or the same as a string. */
        SharesInput: string;
        /** @description More than zero, at most six decimals; a number, or the same as a string. */
        PriceInput: string;
        /** @enum {string} */
        Biome: "ocean" | "beach" | "plains" | "forest" | "desert" | "mountain" | "snow";
        /** @enum {string} */
        Role: "player" | "operator" | "auditor" | "service";
        /** @enum {string} */
        GatewayName: "bkash" | "nagad" | "rocket" | "sslcommerz" | "sandbox";
        /** @description An error as RFC 9457 writes it. */
        Problem: {
            /** @description `/problems/` and the code. */
            type: string;
            /** @description The status in words. */
            title: string;
            status: number;
            /** @description A sentence for people. */
            detail: string;
            /** @description The path that was asked for. */
            instance: string;
            code: components["schemas"]["ProblemCode"];
            /** @description Name this where you ask for help. */
            request_id: string;
            /** @description With 422, what is wrong with each field. */
            errors?: components["schemas"]["FieldError"][];
        };
        FieldError: {
            /** @description JSON pointer into the body, or `/query/` and the name of a parameter. */
            pointer: string;
            /** @example required */
            code: string;
            detail: string;
        };
        /**
         * @description Every code and its status. The first part is about the request, the second says which rule refused it.
         *
         *     | code | status | meaning |
         *     |---|---|---|
         *     | malformed_request | 400 | The request is not HTTP as it should be. |
         *     | unauthorized | 401 | No token, or one that is not good. |
         *     | invalid_credentials | 401 | The name or the password is wrong. |
         *     | bad_signature | 401 | A webhook's signature is missing, wrong or too old. |
         *     | forbidden | 403 | Known, but not allowed. |
         *     | not_found | 404 | There is no such thing. |
         *     | method_not_allowed | 405 | The path is there, this method is not. |
         *     | request_timeout | 408 | The request came too slowly. |
         *     | body_too_large | 413 | The body is larger than the limit. |
         *     | target_too_long | 414 | The path and query are longer than the limit. |
         *     | unsupported_media_type | 415 | The body is not JSON. |
         *     | invalid_request | 422 | Fields are wrong; see `errors`. |
         *     | idempotency_key_malformed | 422 | The key is not 1 to 128 visible characters. |
         *     | not_in_batch | 422 | This operation cannot stand in a batch. |
         *     | upgrade_required | 426 | The request is no WebSocket upgrade. |
         *     | idempotency_key_required | 428 | This server takes writes only with a key. |
         *     | rate_limited | 429 | Too many requests. |
         *     | order_rate_limited | 429 | Too many orders. |
         *     | marketplace_rate_limited | 429 | Too many claims, gifts, listings, bids and buys in an hour. |
         *     | too_many_attempts | 429 | Too many wrong passwords; wait a little. |
         *     | headers_too_large | 431 | The headers are larger than the limit. |
         *     | internal_error | 500 | A mistake on this side. |
         *     | store_unavailable | 503 | History cannot be read at the moment. |
         *     | overloaded | 503 | The server has more to do than it can take; nothing has happened. |
         *     | too_many_feeds | 503 | The server has as many subscribers as it takes. |
         *     | outcome_unknown | 503 | The write may have happened: repeat it with the same key. |
         *     | no_answer_in_time | 504 | The answer took too long; its outcome is unknown. |
         *     | http_version_not_supported | 505 | The server speaks HTTP/1.1. |
         *     | insufficient_funds | 409 | The account has not enough available. |
         *     | insufficient_shares | 409 | The account does not hold so many shares. |
         *     | amount_not_positive | 422 | The amount is zero or less. |
         *     | amount_too_small | 409 | Nothing would come of it after rounding and fee. |
         *     | amount_overflows | 409 | The amount is larger than the books can hold. |
         *     | order_too_large | 409 | The order is above the market's limit for one order. |
         *     | order_rate_exceeded | 409 | The account's orders in this market are above the limit of a minute. |
         *     | price_moved | 409 | The price is past the order's guard. |
         *     | payment_limit_exceeded | 409 | The account's top-ups are above a limit. |
         *     | market_halted | 409 | The market takes no orders at the moment. |
         *     | market_reduce_only | 409 | The market takes sells only at the moment. |
         *     | user_unknown | 404 | There is no such user. |
         *     | session_unknown | 401 | The session has ended. |
         *     | refresh_token_reused | 401 | The refresh token was used before; the session has been ended. |
         *     | api_key_unknown | 404 | There is no such API key. |
         *     | payment_unknown | 404 | There is no such payment. |
         *     | payment_mismatch | 409 | The payment is for another amount or gateway. |
         *     | payment_final | 409 | The payment is settled or expired. |
         *     | username_taken | 409 | The username is taken. |
         *     | email_taken | 409 | The e-mail address belongs to another account. |
         *     | idempotency_key_reused | 422 | The key was used for another request. |
         *     | markets_seeded | 409 | The markets exist already. |
         *     | registration_disabled | 403 | Registration is closed. |
         *     | setting_out_of_range | 422 | The value is outside the setting's range. |
         *     | setting_fixed | 409 | The setting is fixed where the server was started. |
         *     | user_disabled | 403 | The account is disabled. |
         *     | too_many_accounts | 409 | This world is full. |
         *     | too_many_sessions | 409 | The account has too many sessions. |
         *     | too_many_api_keys | 409 | There are as many API keys as may be. |
         *     | too_many_payments | 409 | Too many top-ups are pending. |
         *     | test_clock_busy | 409 | The test clock is being moved already. |
         *     | land_trading_disabled | 409 | Land is not traded at the moment. |
         *     | world_unknown | 404 | The world has no land yet. |
         *     | land_unknown | 404 | There is no such land. |
         *     | listing_unknown | 404 | There is no such listing. |
         *     | listing_ended | 409 | The listing has ended. |
         *     | not_an_auction | 409 | The listing takes no bids. |
         *     | buy_now_unavailable | 409 | The listing cannot be bought outright, or not any more. |
         *     | world_exists | 409 | The world has its map already. |
         *     | land_taken | 409 | The land belongs to somebody. |
         *     | land_listed | 409 | The land is in an active listing. |
         *     | listing_has_bids | 409 | Somebody has bid. |
         *     | not_owner | 403 | The land belongs to somebody else. |
         *     | not_seller | 403 | The listing is somebody else's. |
         *     | own_listing | 409 | Nobody bids for or buys what he sells himself. |
         *     | own_land | 409 | The land is the new owner's already. |
         *     | lands_not_connected | 409 | The lands are not one piece, or one is named twice. |
         *     | bid_too_low | 409 | The bid is below the least that the next bidder has to offer. |
         *     | reserve_too_low | 422 | The reserve is too far below the starting price. |
         *     | buy_now_too_low | 422 | The price to buy now is not above the starting price, or below the reserve. |
         *     | duration_out_of_range | 422 | A listing does not last so short or so long. |
         *     | world_size_out_of_range | 422 | A world does not have this size. |
         *     | too_many_lands | 409 | One owner may not have so many lands. |
         *     | too_many_listings | 409 | The seller has as many active listings as may be. |
         *     | too_many_lands_listed | 422 | One listing does not take so many lands. |
         *     | listing_cooldown | 409 | The seller opened a listing just now. |
         * @enum {string}
         */
        ProblemCode: "malformed_request" | "unauthorized" | "invalid_credentials" | "bad_signature" | "forbidden" | "not_found" | "method_not_allowed" | "request_timeout" | "body_too_large" | "target_too_long" | "unsupported_media_type" | "invalid_request" | "idempotency_key_malformed" | "not_in_batch" | "upgrade_required" | "idempotency_key_required" | "rate_limited" | "order_rate_limited" | "marketplace_rate_limited" | "too_many_attempts" | "headers_too_large" | "internal_error" | "store_unavailable" | "overloaded" | "too_many_feeds" | "outcome_unknown" | "no_answer_in_time" | "http_version_not_supported" | "insufficient_funds" | "insufficient_shares" | "amount_not_positive" | "amount_too_small" | "amount_overflows" | "order_too_large" | "order_rate_exceeded" | "price_moved" | "payment_limit_exceeded" | "market_halted" | "market_reduce_only" | "user_unknown" | "session_unknown" | "refresh_token_reused" | "api_key_unknown" | "payment_unknown" | "payment_mismatch" | "payment_final" | "username_taken" | "email_taken" | "idempotency_key_reused" | "markets_seeded" | "registration_disabled" | "setting_out_of_range" | "setting_fixed" | "user_disabled" | "too_many_accounts" | "too_many_sessions" | "too_many_api_keys" | "too_many_payments" | "test_clock_busy" | "land_trading_disabled" | "world_unknown" | "land_unknown" | "listing_unknown" | "listing_ended" | "not_an_auction" | "buy_now_unavailable" | "world_exists" | "land_taken" | "land_listed" | "listing_has_bids" | "not_owner" | "not_seller" | "own_listing" | "own_land" | "lands_not_connected" | "bid_too_low" | "reserve_too_low" | "buy_now_too_low" | "duration_out_of_range" | "world_size_out_of_range" | "too_many_lands" | "too_many_listings" | "too_many_lands_listed" | "listing_cooldown";
        Pagination: {
            limit: number;
            returned: number;
            /** @description Rows of the filter. */
            total: number | null;
            /** @description `null` on the last page. */
            next_cursor: string | null;
        };
        RegisterRequest: {
            username: string;
            /** @description At least as long as the operator asks for. */
            password: string;
            /** Format: email */
            email: string;
        };
        /** @description A `username`, which may be the e-mail address, or an `email`; and the password. */
        LoginRequest: {
            username?: string;
            email?: string;
            password: string;
        };
        ChangePasswordRequest: {
            current_password: string;
            /** @description At least as long as the operator asks for. */
            new_password: string;
        };
        RefreshRequest: {
            refresh_token: string;
        };
        Tokens: {
            access_token: string;
            refresh_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            /** @description Seconds that the access token is good for. */
            expires_in: number;
            user: components["schemas"]["WholeUser"];
        };
        Session: {
            session_id: components["schemas"]["Id"];
            /** @description When somebody signed in; a renewed session goes on. */
            created_at: components["schemas"]["Time"];
            /** @description When its refresh token expires; each renewal moves it. */
            expires_at: components["schemas"]["Time"];
            /** @description Whether this request came in it. */
            current: boolean;
        };
        SessionList: {
            sessions: components["schemas"]["Session"][];
        };
        /** @description The public part for everybody, the rest for the user, operators and auditors. */
        User: {
            user_id: components["schemas"]["Id"];
            username: string;
            created_at: components["schemas"]["Time"];
            email?: components["schemas"]["TextOrNull"];
            role?: components["schemas"]["Role"];
            /** @description An operator vouches for the account. */
            confirmed?: boolean;
            /** @description Stays off leaderboards. */
            hidden?: boolean;
            /** @description May not sign in. */
            disabled?: boolean;
            balance_bdt?: components["schemas"]["Money"];
            held_bdt?: components["schemas"]["Money"];
            available_bdt?: components["schemas"]["Money"];
            /** @enum {string} */
            currency?: "BDT";
        };
        WholeUser: components["schemas"]["User"] & Record<string, never>;
        UserList: {
            users: components["schemas"]["WholeUser"][];
            pagination: components["schemas"]["Pagination"];
        };
        CreateUserRequest: {
            username: string;
            /** Format: email */
            email?: string;
            /**
             * @default player
             * @enum {string}
             */
            role: "player" | "operator" | "auditor";
            /** @description Without one nobody signs in; a game server trades for the player. */
            password?: string;
        };
        CreatedUser: {
            user_id: components["schemas"]["Id"];
            username: string;
            created_at: components["schemas"]["Time"];
            email: components["schemas"]["TextOrNull"];
            role: components["schemas"]["Role"];
        };
        AdminChangeUserRequest: {
            /** @enum {string} */
            role?: "player" | "operator" | "auditor";
            confirmed?: boolean;
            hidden?: boolean;
            disabled?: boolean;
            password?: string;
        };
        ChangedUser: {
            user_id: components["schemas"]["Id"];
            role?: components["schemas"]["Role"];
            confirmed?: boolean;
            hidden?: boolean;
            disabled?: boolean;
            password_changed: boolean;
            sessions_ended: boolean;
        };
        UserStats: {
            user_id: components["schemas"]["Id"];
            username: string;
            created_at: components["schemas"]["Time"];
            lands_owned: number;
            active_listings: number;
            transactions_count: number | null;
            /** @description Markets in which the user has shares. */
            biomes_held: number | null;
            /** @description Whether the user's attention counts in full. */
            established?: boolean;
            platform_fees_paid_bdt?: components["schemas"]["Money"];
            realized_gain_bdt?: components["schemas"]["Money"];
        };
        Balance: {
            user_id: components["schemas"]["Id"];
            balance_bdt: components["schemas"]["Money"];
            /** @description Promised to standing bids. */
            held_bdt: string;
            available_bdt: components["schemas"]["Money"];
            /** @enum {string} */
            currency: "BDT";
        };
        InitiatePaymentRequest: {
            amount_bdt: components["schemas"]["MoneyInput"];
        };
        GatewayList: {
            gateways: components["schemas"]["GatewayName"][];
            topup_min_bdt: components["schemas"]["Money"];
            topup_max_bdt: components["schemas"]["Money"];
            topup_daily_bdt: components["schemas"]["Money"];
            topup_monthly_bdt: components["schemas"]["Money"];
            /** @enum {string} */
            currency: "BDT";
        };
        /** @enum {string} */
        PaymentStatus: "pending" | "completed" | "failed" | "expired";
        PendingPayment: {
            reference_id: components["schemas"]["Id"];
            amount_bdt: components["schemas"]["Money"];
            /** @enum {string} */
            currency: "BDT";
            gateway: components["schemas"]["GatewayName"];
            status: components["schemas"]["PaymentStatus"];
            /** @description Where the player pays; null where the gateway makes its page elsewhere. */
            payment_url: string | null;
            created_at: components["schemas"]["Time"];
            expires_at: components["schemas"]["Time"];
        };
        SettledPayment: {
            reference_id: components["schemas"]["Id"];
            gateway: components["schemas"]["GatewayName"];
            amount_bdt: components["schemas"]["Money"];
            status: components["schemas"]["PaymentStatus"];
            gateway_transaction_id: string;
        };
        Payment: {
            reference_id: components["schemas"]["Id"];
            user_id: components["schemas"]["Id"];
            amount_bdt: components["schemas"]["Money"];
            /** @enum {string} */
            currency: "BDT";
            gateway: components["schemas"]["GatewayName"];
            status: components["schemas"]["PaymentStatus"];
            created_at: components["schemas"]["Time"];
            expires_at: components["schemas"]["Time"];
            completed_at: components["schemas"]["TimeOrNull"];
            gateway_transaction_id: components["schemas"]["TextOrNull"];
        };
        WebhookRequest: {
            reference_id: components["schemas"]["Id"];
            amount_bdt: components["schemas"]["MoneyInput"];
            /** @enum {string} */
            status: "approved" | "declined";
            gateway_transaction_id: string;
        };
        PaymentEvent: {
            id: number;
            at: components["schemas"]["Time"];
            /** @enum {string} */
            event: "initiated" | "approved" | "declined" | "repeated" | "refused" | "expired";
            reference_id: components["schemas"]["IdOrNull"];
            gateway: string;
            amount_bdt: components["schemas"]["Money"];
            detail: components["schemas"]["TextOrNull"];
        };
        PaymentEventList: {
            payment_events: components["schemas"]["PaymentEvent"][];
            pagination: components["schemas"]["Pagination"];
        };
        /**
         * @description `limit_up` and `limit_down`: the price presses against its band.
         * @enum {string}
         */
        MarketStatus: "open" | "limit_up" | "limit_down" | "reduce_only" | "halted";
        Market: {
            biome: components["schemas"]["Biome"];
            share_price_bdt: components["schemas"]["Price"];
            /** @description The same as `share_price_bdt`. */
            current_price_bdt: string;
            market_cash_bdt: components["schemas"]["Money"];
            total_shares: components["schemas"]["Shares"];
            /** @description The attention index: users present, averaged over the half-life. */
            attention_score: number;
            status: components["schemas"]["MarketStatus"];
            /**
             * Format: date-time
             * @description The end of a halt by the price band.
             */
            halted_until: string | null;
            price_change_24h_percent: number | null;
            last_redistribution: components["schemas"]["TimeOrNull"];
            updated_at: components["schemas"]["Time"];
        };
        MarketList: {
            markets: components["schemas"]["Market"][];
            /** @description The same as `total_market_cash_bdt`. */
            total_market_cash: string;
            total_market_cash_bdt: components["schemas"]["Money"];
            timestamp: components["schemas"]["Time"];
        };
        /** @description By so much a price moved; falls are negative. */
        PriceMove: string;
        MovedRedistributions: {
            cycles: number;
            /** @description Cycles that raised the price. */
            rises: number;
            rises_move_bdt: components["schemas"]["PriceMove"];
            falls: number;
            falls_move_bdt: components["schemas"]["PriceMove"];
            attention_here_move_bdt: components["schemas"]["PriceMove"];
            attention_elsewhere_move_bdt: components["schemas"]["PriceMove"];
            earlier_attention_move_bdt: components["schemas"]["PriceMove"];
            move_bdt: components["schemas"]["PriceMove"];
        };
        MovedTradesOfASide: {
            count: number;
            amount_bdt: components["schemas"]["Money"];
            move_bdt: components["schemas"]["PriceMove"];
        };
        MovedTrades: {
            buys: components["schemas"]["MovedTradesOfASide"];
            sells: components["schemas"]["MovedTradesOfASide"];
        };
        MovedAttention: {
            accounts: {
                user_id: components["schemas"]["IdOrNull"];
                username: components["schemas"]["TextOrNull"];
                /** @description User-seconds, before weights. */
                looked_here_score: number;
                looked_elsewhere_score: number;
                move_bdt: components["schemas"]["PriceMove"];
            }[];
            rest: {
                /** @description How many others looked. */
                accounts: number;
                move_bdt: components["schemas"]["PriceMove"];
            };
            earlier_attention: {
                move_bdt: components["schemas"]["PriceMove"];
            };
        };
        LandImpact: {
            biome: components["schemas"]["Biome"];
            from: components["schemas"]["Time"];
            to: components["schemas"]["Time"];
            price_before_bdt: components["schemas"]["Price"];
            price_after_bdt: components["schemas"]["Price"];
            move_bdt: components["schemas"]["PriceMove"];
            parts: {
                redistributions: components["schemas"]["MovedRedistributions"];
                trades: components["schemas"]["MovedTrades"];
                attention: components["schemas"]["MovedAttention"];
            };
            touches: {
                /** @description Of this biome on the map. All counts may be five seconds old. */
                lands: number;
                claimed_lands: number;
                owners: number;
                largest_owners: {
                    user_id: components["schemas"]["IdOrNull"];
                    username: components["schemas"]["TextOrNull"];
                    lands: number;
                }[];
                /** @description Null for guests. */
                own_lands: {
                    count: number;
                    land_ids: components["schemas"]["Id"][];
                } | null;
            };
        };
        LandExposure: {
            land: components["schemas"]["Land"];
            biome_price: {
                now_bdt: components["schemas"]["Price"];
                /** @description Null where too much has happened to be read for one answer. */
                last_24h: {
                    from: components["schemas"]["Time"];
                    to: components["schemas"]["Time"];
                    price_before_bdt: components["schemas"]["Price"];
                    price_after_bdt: components["schemas"]["Price"];
                    move_bdt: components["schemas"]["PriceMove"];
                    change_percent: number | null;
                    parts: {
                        redistributions: components["schemas"]["MovedRedistributions"];
                        trades: components["schemas"]["MovedTrades"];
                    };
                } | null;
            };
            value: {
                /** @constant */
                estimate: true;
                value_estimate_bdt: components["schemas"]["MoneyOrNull"];
                by_sales_estimate_bdt: components["schemas"]["MoneyOrNull"];
                by_biome_estimate_bdt: components["schemas"]["MoneyOrNull"];
                made_from: {
                    claim_price_bdt: components["schemas"]["Money"];
                    share_price_bdt: components["schemas"]["Price"];
                    first_share_price_bdt: components["schemas"]["PriceOrNull"];
                    sales: {
                        radius_cells: number;
                        count: number;
                        paid_bdt: components["schemas"]["Money"];
                        claim_prices_bdt: components["schemas"]["Money"];
                        newest: {
                            transaction_id: components["schemas"]["Id"];
                            sold_at: components["schemas"]["Time"];
                            amount_bdt: components["schemas"]["Money"];
                            land_ids: components["schemas"]["Id"][];
                        }[];
                    };
                };
            };
        };
        /** @description `history` without an `interval`, `candles` with one. */
        PriceHistory: {
            biome: components["schemas"]["Biome"];
            history?: components["schemas"]["PriceSample"][];
            /** @enum {string} */
            interval?: "1s" | "1m" | "5m" | "1h" | "1d";
            candles?: components["schemas"]["Candle"][];
        };
        PriceSample: {
            timestamp: components["schemas"]["Time"];
            price_bdt: components["schemas"]["Price"];
            market_cash_bdt: components["schemas"]["Money"];
            attention_score: number;
        };
        Candle: {
            timestamp: components["schemas"]["Time"];
            open: components["schemas"]["Price"];
            high: components["schemas"]["Price"];
            low: components["schemas"]["Price"];
            close: components["schemas"]["Price"];
            volume_bdt: components["schemas"]["Money"];
        };
        BuyRequest: {
            biome: components["schemas"]["Biome"];
            amount_bdt: components["schemas"]["MoneyInput"];
            max_price_bdt?: components["schemas"]["PriceInput"];
        };
        SellRequest: {
            biome: components["schemas"]["Biome"];
            shares: components["schemas"]["SharesInput"];
            min_price_bdt?: components["schemas"]["PriceInput"];
        };
        /** @description A buy names `amount_bdt`, a sell `shares`. */
        QuoteRequest: {
            biome: components["schemas"]["Biome"];
            /** @enum {string} */
            side: "buy" | "sell";
            amount_bdt?: components["schemas"]["MoneyInput"];
            shares?: components["schemas"]["SharesInput"];
            max_price_bdt?: components["schemas"]["PriceInput"];
            min_price_bdt?: components["schemas"]["PriceInput"];
        };
        /** @description What the order would come to stands there also where only funds are short. */
        Quote: {
            biome: components["schemas"]["Biome"];
            /** @enum {string} */
            side: "buy" | "sell";
            shares?: components["schemas"]["Shares"];
            amount_bdt?: components["schemas"]["Money"];
            fee_bdt?: components["schemas"]["Money"];
            /** @description What the account pays in all, or gets in all. */
            total_bdt?: string;
            price_per_share_bdt?: components["schemas"]["Price"];
            realized_gain_bdt?: components["schemas"]["Money"];
            available_bdt: components["schemas"]["Money"];
            balance_after_bdt: components["schemas"]["Money"];
            /** @description The largest order that this market takes. */
            largest_order_bdt: string;
            /** @description What is left of the account's rolling size in this market. */
            order_left_bdt: string;
            refusal: components["schemas"]["RefusalPreview"] | null;
        };
        RefusalPreview: {
            code: components["schemas"]["ProblemCode"];
            detail: string;
        };
        Holding: {
            biome: components["schemas"]["Biome"];
            shares: components["schemas"]["Shares"];
            /** @description Fees included. */
            average_buy_price_bdt: string;
            /** @description What the shares that are left have cost, fees included. */
            total_invested_bdt: string;
            current_price_bdt: components["schemas"]["Price"];
            /** @description At the price now, before the fee of a sale. */
            current_value_bdt: string;
            unrealized_gain_bdt: components["schemas"]["Money"];
            unrealized_gain_percent: number | null;
            realized_gain_bdt: components["schemas"]["Money"];
        };
        Portfolio: {
            user_id: components["schemas"]["Id"];
            holdings: components["schemas"]["Holding"][];
            total_invested_bdt: components["schemas"]["Money"];
            total_value_bdt: components["schemas"]["Money"];
            total_unrealized_gain_bdt: components["schemas"]["Money"];
            total_realized_gain_bdt: components["schemas"]["Money"];
            total_unrealized_gain_percent: number | null;
            /** @description What can be spent now. */
            cash_balance_bdt: string;
            /** @description Held money included. */
            balance_bdt: string;
            held_bdt: components["schemas"]["Money"];
            total_assets_bdt: components["schemas"]["Money"];
        };
        MarketStatistics: {
            biomes: components["schemas"]["BiomeStatistics"][];
            volume_24h_bdt: components["schemas"]["Money"];
            fees_24h_bdt: components["schemas"]["Money"];
            trades_24h: number;
            traders_24h: number;
            most_active_biome: components["schemas"]["Biome"] | null;
            timestamp: components["schemas"]["Time"];
        };
        BiomeStatistics: {
            biome: components["schemas"]["Biome"];
            volume_24h_bdt: components["schemas"]["Money"];
            fees_24h_bdt: components["schemas"]["Money"];
            trades_24h: number;
            traders_24h: number;
        };
        /** @description Either one `biome` and `score`, or a list of `events`. */
        AttentionRequest: {
            biome?: components["schemas"]["Biome"];
            score?: components["schemas"]["ScoreInput"];
            events?: {
                biome: components["schemas"]["Biome"];
                score: components["schemas"]["ScoreInput"];
            }[];
            user_id?: components["schemas"]["Id"];
        };
        /** @description Seconds looked at, more than zero, at most six decimals. */
        ScoreInput: number | string;
        AttentionAnswer: {
            counted: {
                biome: components["schemas"]["Biome"];
                /** @description Seconds. */
                score: number;
            }[];
            counted_score: number;
            /** @description What the account's saved-up seconds did not cover. */
            dropped_score: number;
            /** @description Whether the account counts in full. */
            established: boolean;
            /**
             * @description By what the counted seconds are weighted.
             * @enum {number}
             */
            weight: 1 | 0.1;
        };
        Coordinates: {
            /** @description From the west. */
            x: number;
            /** @description From the north. */
            y: number;
        };
        /** @description How much of the map lies lower. */
        Elevation: string;
        /** @example 0,0,63,63 */
        BoundingBox: string;
        LandPlace: {
            land_id: components["schemas"]["Id"];
            coordinates: components["schemas"]["Coordinates"];
            biome: components["schemas"]["Biome"];
            elevation: components["schemas"]["Elevation"];
        };
        Land: components["schemas"]["LandPlace"] & {
            owner_id: components["schemas"]["IdOrNull"];
            owner_username: components["schemas"]["TextOrNull"];
            /** @description What a claim costs, or would. */
            price_base_bdt: string;
            /** @description Whether it is in an active listing. */
            for_sale: boolean;
            /**
             * Format: uuid
             * @description That listing.
             */
            listing_id: string | null;
            /**
             * Format: date-time
             * @description When the world was made.
             */
            created_at: string;
        };
        LandList: {
            lands: components["schemas"]["Land"][];
            pagination: components["schemas"]["Pagination"];
        };
        LandMap: {
            world: {
                width: number;
                height: number;
            };
            /** @description x0, y0, x1, y1 of the piece. */
            bbox: number[];
            /** @description Of the piece. */
            width: number;
            height: number;
            /** @description Which biome each number in `biome` is. */
            biomes: components["schemas"]["Biome"][];
            /** @description A byte a cell. */
            biome: string;
            /** @description A byte a cell: 255 times the elevation, rounded. */
            elevation: string;
            /**
             * @description Two bytes a cell, the lower first: 0 for nobody, else the place in `owners`, from 1; 65535 for somebody beyond the 4,096 that
             *     a piece names.
             */
            owner: string;
            /** @description A byte a cell: 0 not for sale, 1 at a fixed price, 2 in an auction, 3 in an auction with a price to buy now. */
            listing: string;
            owners: {
                owner_id: components["schemas"]["Id"];
                owner_username: string;
            }[];
        };
        /** @description The transaction, and the land with its new owner. */
        LandTransaction: components["schemas"]["Transaction"] & {
            land: components["schemas"]["LandPlace"] & {
                owner_id: components["schemas"]["Id"];
                owner_username: string;
            };
        };
        /** @enum {string} */
        ListingType: "fixed_price" | "auction" | "auction_with_buynow";
        /** @enum {string} */
        ListingStatus: "active" | "sold" | "expired" | "cancelled";
        /** @description `land_id` or `land_ids`; `duration_hours` or `ends_at`, which a fixed price may leave out: then it stands as long as may be. */
        OpenListingRequest: {
            land_id?: components["schemas"]["Id"];
            land_ids?: components["schemas"]["Id"][];
            listing_type: components["schemas"]["ListingType"];
            /** @description Of an auction, required. */
            starting_price_bdt?: string;
            /** @description Of an auction; below it nothing is sold. At least the part of the starting price that the settings say. */
            reserve_price_bdt?: string;
            /** @description The fixed price; or the auction's price to buy now, above the starting price and not below the reserve. */
            buy_now_price_bdt?: string;
            duration_hours?: number;
            ends_at?: components["schemas"]["Time"];
            description?: string;
        };
        Listing: {
            listing_id: components["schemas"]["Id"];
            seller_id: components["schemas"]["Id"];
            seller_username: string;
            listing_type: components["schemas"]["ListingType"];
            status: components["schemas"]["ListingStatus"];
            description: components["schemas"]["TextOrNull"];
            lands: components["schemas"]["LandPlace"][];
            starting_price_bdt: components["schemas"]["MoneyOrNull"];
            has_reserve: boolean;
            /** @description Told to the seller alone. */
            reserve_price_bdt?: string | null;
            /** @description Whether an end now would sell; true without a reserve. */
            reserve_met: boolean;
            buy_now_price_bdt: components["schemas"]["MoneyOrNull"];
            buy_now_available: boolean;
            /** @description What it costs now, or was sold at. */
            current_price_bdt: string;
            /** @description The least that the next bidder has to offer; null where no bids are taken. */
            minimum_next_bid_bdt: string | null;
            bids_count: number;
            leader_id: components["schemas"]["IdOrNull"];
            leader_username: components["schemas"]["TextOrNull"];
            /** @description Told to the leader alone. */
            leader_max_bdt?: string;
            /**
             * Format: date-time
             * @description The end that the server goes by; late bids move it.
             */
            ends_at: string;
            original_ends_at: components["schemas"]["Time"];
            /** @description How often the end has been moved. */
            extensions: number;
            created_at: components["schemas"]["Time"];
            closed_at: components["schemas"]["TimeOrNull"];
            /**
             * Format: uuid
             * @description The sale.
             */
            transaction_id: string | null;
            /**
             * Format: date-time
             * @description To count down from.
             */
            server_time: string;
        };
        ListingList: {
            listings: components["schemas"]["Listing"][];
            pagination: components["schemas"]["Pagination"];
        };
        PlaceBidRequest: {
            amount_bdt: components["schemas"]["MoneyInput"];
            /** @description Not below the amount. */
            max_amount_bdt?: string;
        };
        Bid: {
            bid_id: components["schemas"]["Id"];
            /** @description Of this listing, from 1. */
            bid_number: number;
            bidder_id: components["schemas"]["Id"];
            bidder_username: string;
            amount_bdt: components["schemas"]["Money"];
            /** @description Told to the bidder alone. */
            max_amount_bdt?: string;
            /** @description Whether the bidder led then. */
            leads: boolean;
            price_after_bdt: components["schemas"]["Money"];
            reserve_met: boolean;
            ends_at_after: components["schemas"]["Time"];
            created_at: components["schemas"]["Time"];
        };
        BidList: {
            listing_id: components["schemas"]["Id"];
            bids: components["schemas"]["Bid"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description What the bid came to in its moment. */
        BidAnswer: {
            bid_id: components["schemas"]["Id"];
            listing_id: components["schemas"]["Id"];
            bid_number: number;
            /** @description What the bid stands at: the minimum where less was named and the maximum allows it. */
            amount_bdt: string;
            max_amount_bdt: components["schemas"]["Money"];
            current_price_bdt: components["schemas"]["Money"];
            leads: boolean;
            reserve_met: boolean;
            ends_at: components["schemas"]["Time"];
            created_at: components["schemas"]["Time"];
        };
        /** @enum {string} */
        Board: "richest" | "landowners" | "traders" | "sellers";
        /** @description Beside the rank and the user what the board counts. */
        BoardPlace: {
            /** @description 1 and the number of those that count more. */
            rank: number;
            user_id: components["schemas"]["Id"];
            username: string;
            total_assets_bdt?: components["schemas"]["Money"];
            lands_owned?: number;
            traded_bdt?: components["schemas"]["Money"];
            trades?: number;
            sold_bdt?: components["schemas"]["Money"];
            sales?: number;
        };
        Leaderboard: {
            board: components["schemas"]["Board"];
            places: components["schemas"]["BoardPlace"][];
            /** @description The caller's own place. */
            own: components["schemas"]["BoardPlace"] | null;
            /** @description Players on the board. */
            total: number;
            as_of: components["schemas"]["Time"];
        };
        /** @enum {string} */
        TransactionType: "TOPUP" | "ADJUSTMENT" | "GRANT" | "MARKET_SEED" | "BIOME_BUY" | "BIOME_SELL" | "AUCTION" | "BUY_NOW" | "FIXED_PRICE" | "TRANSFER";
        /** @enum {string} */
        TransactionSource: "marketplace" | "biome" | "wallet";
        /** @description One movement of money, never changed. */
        Transaction: {
            transaction_id: components["schemas"]["Id"];
            /** @description The place in the record, from 1, without gaps. */
            seq: number;
            transaction_type: components["schemas"]["TransactionType"];
            transaction_source: components["schemas"]["TransactionSource"];
            /** @enum {string} */
            status: "PENDING" | "COMPLETED" | "FAILED" | "REFUNDED";
            /**
             * Format: uuid
             * @description Who pays, or whose wallet it is about.
             */
            buyer_id: string | null;
            seller_id: components["schemas"]["IdOrNull"];
            land_id: components["schemas"]["IdOrNull"];
            land_ids: components["schemas"]["Id"][];
            listing_id: components["schemas"]["IdOrNull"];
            /** @description Buys and top-ups net of fees, sales gross; adjustments may be negative. */
            amount_bdt: string;
            /** @enum {string} */
            currency: "BDT";
            platform_fee_bdt: components["schemas"]["Money"];
            /** @description What the gateway charged the operator. */
            gateway_fee_bdt: string;
            seller_receives_bdt: components["schemas"]["Money"];
            biome: components["schemas"]["Biome"] | null;
            shares: components["schemas"]["SharesOrNull"];
            price_per_share_bdt: components["schemas"]["PriceOrNull"];
            /** @description Of a sale: what it brought after the fee, less what the shares had cost. */
            realized_gain_bdt: string | null;
            gateway_name: components["schemas"]["TextOrNull"];
            gateway_transaction_id: components["schemas"]["TextOrNull"];
            reason: components["schemas"]["TextOrNull"];
            created_at: components["schemas"]["Time"];
            completed_at: components["schemas"]["TimeOrNull"];
            /**
             * @description The side of the user whose trail this is.
             * @enum {string}
             */
            user_role?: "buyer" | "seller";
            /** @description The balance of that user after this row. */
            balance_after_bdt?: string;
            /** @description Of the hash of the row before and of this row. */
            hash: string;
            pool_cash_after_bdt?: components["schemas"]["Money"];
            pool_shares_after?: components["schemas"]["Shares"];
            holding_shares_after?: components["schemas"]["Shares"];
            holding_cost_after_bdt?: components["schemas"]["Money"];
            chain_realized_gain_bdt?: components["schemas"]["Money"];
            buyer_balance_after_bdt?: components["schemas"]["Money"];
            seller_balance_after_bdt?: components["schemas"]["Money"];
        };
        TransactionProof: {
            seq: number;
            /** @description Of the row before; zeros for the first. */
            previous_hash: string;
            canonical: string;
            hash: string;
        };
        TransactionList: {
            transactions: components["schemas"]["Transaction"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description The transaction, and beside it the names that older clients know. */
        Trade: components["schemas"]["Transaction"] & {
            user_id: components["schemas"]["Id"];
            /** @enum {string} */
            type: "buy" | "sell";
            /** @description The same as `amount_bdt`. */
            total_amount_bdt: string;
            executed_at: components["schemas"]["Time"];
            /** @description The same as `balance_after_bdt`. */
            balance_bdt: string;
            message: string;
        };
        BatchCommands: components["schemas"]["BatchCommand"][];
        /** @description The commands, as a member or as the whole body. */
        BatchRequest: {
            commands: components["schemas"]["BatchCommands"];
        } | components["schemas"]["BatchCommands"];
        BatchCommand: {
            /** @enum {string} */
            method: "POST" | "PATCH" | "DELETE";
            /**
             * @description `/api/v1` may be left out.
             * @example /api/v1/biome-market/buy
             */
            path: string;
            idempotency_key?: string;
            /**
             * Format: uuid
             * @description For API keys with the scope `act_as`.
             */
            user_id?: string;
            body?: Record<string, never>;
        };
        BatchAnswer: {
            results: {
                status: number;
                idempotency_key?: string;
                replayed?: boolean;
                /** @description What the command alone would have answered. */
                body: unknown;
            }[];
        };
        /**
         * @description A number, a switch, a word, or a table by price: `flat:100`, `ebay` or `0:0.05,1:0.25,5:0.5` (from BDT on, step in BDT);
         *     `none` or `0:5,10000:4` (from BDT on, percent). A table is answered in its one spelling.
         */
        SettingValue: number | string | boolean;
        EconomyConfig: {
            settings: components["schemas"]["Setting"][];
        };
        Setting: {
            name: string;
            value: components["schemas"]["SettingValue"];
            unit: string;
            /** @enum {string} */
            kind: "integer" | "money" | "percent" | "boolean" | "profile" | "bid_increments" | "fee_tiers";
            /** @description Of numbers. */
            min: number | null;
            max: number | null;
            /** @description In place of a range. */
            choices: (string | boolean)[] | null;
            default: components["schemas"]["SettingValue"];
            /** @enum {string} */
            source: "default" | "file" | "database" | "fixed";
            /** @description Fixed where the server was started, and not to be changed here. */
            fixed: boolean;
            changed_by: components["schemas"]["TextOrNull"];
            changed_at: components["schemas"]["TimeOrNull"];
            meaning: string;
        };
        /** @description Settings by name. */
        SettingValues: {
            [key: string]: components["schemas"]["SettingValue"];
        };
        /** @description The settings by name, as the member `settings` or as the whole body. */
        PatchSettingsRequest: {
            [key: string]: components["schemas"]["SettingValue"] | components["schemas"]["SettingValues"];
        };
        PatchedSettings: {
            dry_run: boolean;
            settings: components["schemas"]["SettingValues"];
            /** @description With `dry_run`, what would change. */
            changes?: {
                name: string;
                before: components["schemas"]["SettingValue"];
                after: components["schemas"]["SettingValue"];
            }[];
        };
        SettingChange: {
            id: number;
            name: string;
            before: components["schemas"]["SettingValue"];
            after: components["schemas"]["SettingValue"];
            changed_by: string;
            changed_at: components["schemas"]["Time"];
            user_id: components["schemas"]["IdOrNull"];
        };
        SettingChangeList: {
            changes: components["schemas"]["SettingChange"][];
            pagination: components["schemas"]["Pagination"];
        };
        AdjustBalanceRequest: {
            amount_bdt: components["schemas"]["SignedMoneyInput"];
            reason: string;
        };
        /** @enum {string} */
        Scope: "act_as" | "attention" | "users";
        ApiKey: {
            key_id: components["schemas"]["Id"];
            name: string;
            role: components["schemas"]["Role"];
            scopes: components["schemas"]["Scope"][];
            created_at: components["schemas"]["Time"];
            revoked_at: components["schemas"]["TimeOrNull"];
        };
        ApiKeyList: {
            api_keys: components["schemas"]["ApiKey"][];
            pagination: components["schemas"]["Pagination"];
        };
        CreateApiKeyRequest: {
            name: string;
            /**
             * @default service
             * @enum {string}
             */
            role: "service" | "operator" | "auditor";
            scopes?: components["schemas"]["Scope"][];
        };
        NewApiKey: components["schemas"]["ApiKey"] & {
            /** @description What the key signs in with; told this once. */
            secret: string;
        };
        HaltRequest: {
            reason: string;
            /**
             * @default halted
             * @enum {string}
             */
            state: "halted" | "reduce_only";
        };
        ResumeRequest: {
            reason: string;
        };
        TradingStateAnswer: {
            /** @enum {string} */
            biome: "ocean" | "beach" | "plains" | "forest" | "desert" | "mountain" | "snow" | "all";
            /** @enum {string} */
            state: "open" | "reduce_only" | "halted";
            reason: string;
        };
        AuditEntry: {
            id: number;
            at: components["schemas"]["Time"];
            user_id: components["schemas"]["IdOrNull"];
            actor: string;
            /** @example settings.patch */
            action: string;
            target: string;
            detail: string;
        };
        AuditLog: {
            audit_logs: components["schemas"]["AuditEntry"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** @enum {string} */
        SafeguardKind: "price_move" | "price_band" | "band_halt" | "order_size" | "order_rate" | "trading_halt" | "attention_cap";
        SafeguardEvent: {
            id?: number;
            at: components["schemas"]["Time"];
            safeguard: components["schemas"]["SafeguardKind"];
            biome: components["schemas"]["Biome"] | null;
            /**
             * @description Of `limit` and `value`.
             * @enum {string}
             */
            unit: "BDT" | "BDT/share" | "time" | "user-seconds";
            limit: number | string | null;
            value: number | string | null;
            /** @description What was asked for. */
            order: string | null;
            /**
             * Format: uuid
             * @description Who ran into it.
             */
            user_id: string | null;
        };
        SafeguardList: {
            safeguards: components["schemas"]["SafeguardEvent"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description Revenue is platform fees; amounts are not revenue. */
        Report: {
            /** @enum {string} */
            report: "daily" | "weekly";
            from: components["schemas"]["Time"];
            to: components["schemas"]["Time"];
            /** @description Whether the time is over. */
            complete: boolean;
            /** @enum {string} */
            currency: "BDT";
            revenue: {
                total_bdt: components["schemas"]["Money"];
                by_type: {
                    transaction_type: components["schemas"]["TransactionType"];
                    platform_fees_bdt: components["schemas"]["Money"];
                }[];
            };
            volumes: {
                transaction_type: components["schemas"]["TransactionType"];
                count: number;
                amount_bdt: components["schemas"]["Money"];
            }[];
            biome_trades: {
                biome: components["schemas"]["Biome"];
                volume_bdt: components["schemas"]["Money"];
                platform_fees_bdt: components["schemas"]["Money"];
                trades: number;
                traders: number;
            }[];
            topups: {
                count: number;
                amount_bdt: components["schemas"]["Money"];
                gateway_fees_bdt: components["schemas"]["Money"];
            };
            grants: components["schemas"]["CountAndAmount"];
            adjustments: components["schemas"]["CountAndAmount"];
            market_seeds: components["schemas"]["CountAndAmount"];
            money_supply: {
                now_bdt: components["schemas"]["Money"];
                /** @description What came into the world in this time. */
                change_bdt: string;
            };
        };
        CountAndAmount: {
            count: number;
            amount_bdt: components["schemas"]["Money"];
        };
        ProofRunning: {
            /** @enum {string} */
            status: "running";
            started_at: components["schemas"]["Time"];
        };
        Invariants: {
            holds: boolean;
            started_at: components["schemas"]["Time"];
            /** @description The sum over all accounts: zero. */
            difference_bdt: string;
            money_supply_bdt: components["schemas"]["Money"];
            rows: number;
            /** @description Those that are rolled up among them. */
            cycles: number;
            /** @description Cycles that are on record no more; a signed checkpoint stands for them. */
            rolled_up_cycles: number;
            accounts: number;
            /** @description Idempotency keys. */
            keys: number;
            /** @description The Ed25519 key, in hexadecimal, whose signature of that checkpoint was checked; null where every cycle is on record. Compare it with the key that you know. */
            checkpoint_key: string | null;
            first_wrong: components["schemas"]["TextOrNull"];
        };
        /** @enum {string} */
        AlertKind: "order_splitting" | "attention_farm" | "wash_trading" | "large_adjustment" | "market_halted" | "supply_jump" | "payment_refused";
        Alert: {
            alert_id: components["schemas"]["Id"];
            kind: components["schemas"]["AlertKind"];
            /** @enum {string} */
            severity: "info" | "warning" | "critical";
            raised_at: components["schemas"]["Time"];
            last_seen_at: components["schemas"]["Time"];
            /** @description How often it was seen; the same thing seen again is the same alert. */
            count: number;
            biome: components["schemas"]["Biome"] | null;
            user_id: components["schemas"]["IdOrNull"];
            /** @description A sentence for people. */
            detail: string;
            /** @description Where to look for the proof. */
            evidence: {
                from: components["schemas"]["Time"];
                to: components["schemas"]["Time"];
                transaction_ids: components["schemas"]["Id"][];
            };
            acknowledged_at: components["schemas"]["TimeOrNull"];
            acknowledged_by: components["schemas"]["TextOrNull"];
            note: components["schemas"]["TextOrNull"];
        };
        AlertList: {
            alerts: components["schemas"]["Alert"][];
            pagination: components["schemas"]["Pagination"];
        };
        AcknowledgeRequest: {
            note?: string;
        };
        /** @description What a client says over the WebSocket. Any of them may carry a `ref`, which comes back in the answer. */
        FeedRequest: components["schemas"]["FeedAuthenticate"] | components["schemas"]["FeedMarketRequest"] | components["schemas"]["FeedListingRequest"] | components["schemas"]["FeedMapRequest"] | components["schemas"]["FeedPlainRequest"] | components["schemas"]["FeedResume"];
        FeedAuthenticate: {
            /** @enum {string} */
            type: "authenticate";
            ref?: components["schemas"]["FeedRef"];
            token: string;
        };
        FeedMarketRequest: {
            /** @enum {string} */
            type: "subscribe_biome_market" | "unsubscribe_biome_market";
            ref?: components["schemas"]["FeedRef"];
            biome?: components["schemas"]["Biome"];
        };
        FeedListingRequest: {
            /** @enum {string} */
            type: "subscribe_listing" | "unsubscribe_listing";
            ref?: components["schemas"]["FeedRef"];
            listing_id: components["schemas"]["Id"];
        };
        FeedMapRequest: {
            /** @enum {string} */
            type: "subscribe_map";
            ref?: components["schemas"]["FeedRef"];
            bbox: components["schemas"]["FeedBox"];
        };
        /** @description x0, y0, x1, y1: both corners belong to it, at most 256 cells a side. */
        FeedBox: number[];
        FeedPlainRequest: {
            /** @enum {string} */
            type: "subscribe_account" | "unsubscribe_account" | "subscribe_alerts" | "unsubscribe_alerts" | "unsubscribe_map" | "ping";
            ref?: components["schemas"]["FeedRef"];
        };
        FeedResume: {
            /** @enum {string} */
            type: "resume";
            ref?: components["schemas"]["FeedRef"];
            /** @description The highest `seq` that the client has seen. */
            from_seq: number;
        };
        FeedRef: string;
        /** @description What the server says, over the WebSocket and in the data of server-sent events. */
        FeedMessage: components["schemas"]["FeedHello"] | components["schemas"]["FeedError"] | components["schemas"]["FeedAuthenticated"] | components["schemas"]["FeedUnsubscribed"] | components["schemas"]["FeedSignedOut"] | components["schemas"]["FeedResumed"] | components["schemas"]["FeedResync"] | components["schemas"]["FeedMarkets"] | components["schemas"]["FeedAttention"] | components["schemas"]["FeedTrades"] | components["schemas"]["FeedListing"] | components["schemas"]["FeedListingUpdate"] | components["schemas"]["FeedAuctionEnded"] | components["schemas"]["FeedOutbid"] | components["schemas"]["FeedMap"] | components["schemas"]["FeedMapUpdate"] | components["schemas"]["FeedBalance"] | components["schemas"]["FeedOwnTransactions"] | components["schemas"]["FeedAlerts"] | components["schemas"]["FeedAlert"] | components["schemas"]["FeedSafeguards"];
        FeedHead: {
            type: string;
            /** @description Rises with every message of the server, also over restarts; answers carry the last one. */
            seq: number;
            at: components["schemas"]["Time"];
            ref?: components["schemas"]["FeedRef"];
        };
        /** @description The first message of a connection, and the answer to `ping`. Another `epoch` is another start of the server. */
        FeedHello: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "hello" | "pong";
            epoch: number;
        };
        FeedError: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "error";
            /** @enum {string} */
            code: "malformed_message" | "unknown_type" | "invalid_message" | "unauthorized" | "forbidden" | "too_many_subscriptions" | "listing_unknown" | "outside_world";
            detail: string;
        };
        FeedAuthenticated: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "authenticated";
            /**
             * Format: uuid
             * @description `null` for a key that acts for nobody.
             */
            user_id: string | null;
            role: components["schemas"]["Role"];
            /**
             * Format: date-time
             * @description When the access token expires; a renewed session goes on.
             */
            expires_at: string | null;
        };
        FeedUnsubscribed: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "unsubscribed";
            /** @enum {string} */
            channel: "biome_market" | "account" | "alerts" | "listing" | "map";
        };
        /** @description The account's channels have ended; public ones go on. An event stream ends. */
        FeedSignedOut: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "signed_out";
            /** @enum {string} */
            reason: "session_ended" | "session_expired" | "key_revoked" | "user_disabled" | "role_changed";
        };
        /** @description All that was missed has been sent before this. */
        FeedResumed: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "resumed";
            from_seq: number;
            replayed: number;
        };
        /** @description Not all that was missed can be told. Read anew what matters. */
        FeedResync: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "resync";
            epoch: number;
            /** @enum {string} */
            reason: "too_old" | "too_much" | "unknown_seq" | "lost";
        };
        /** @description The markets as they are. Each message stands for all before it. */
        FeedMarkets: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "subscribed_biome_market" | "biome_market_update";
            markets: components["schemas"]["Market"][];
        };
        /** @description Attention as it comes in. Each message stands for all before it. */
        FeedAttention: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "biome_attention_update";
            markets: {
                biome: components["schemas"]["Biome"];
                /** @description The attention index. */
                attention_score: number;
                /** @description Seconds that count in the cycle that is open. */
                cycle_seconds: number;
            }[];
        };
        /** @description What was traded, without names; the newest where there were very many. */
        FeedTrades: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "trade";
            trades: components["schemas"]["PublicTrade"][];
            /** @description Older trades of the same moment that are not told. */
            omitted: number;
        };
        PublicTrade: {
            biome: components["schemas"]["Biome"];
            /** @enum {string} */
            side: "buy" | "sell";
            amount_bdt: components["schemas"]["Money"];
            shares: components["schemas"]["Shares"];
            price_per_share_bdt: components["schemas"]["Price"];
            executed_at: components["schemas"]["Time"];
        };
        /** @description The listing as everybody sees it. */
        FeedListing: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "subscribed_listing";
            listing: components["schemas"]["Listing"];
        };
        /**
         * @description Where a listing stands. Each message stands for all before it. The time that is left is `ends_at` less `server_time`, counted
         *     down from the moment the message came.
         */
        FeedListingUpdate: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "listing_update";
            listing_id: components["schemas"]["Id"];
            /**
             * @description Of several things at once the last of these words: an end that was moved came with a bid.
             * @enum {string}
             */
            event: "opened" | "bid" | "end_moved" | "closed";
            /** @enum {string} */
            status: "active" | "sold" | "expired" | "cancelled";
            current_price_bdt: components["schemas"]["Money"];
            /** @description `null` where no bids are taken. */
            minimum_next_bid_bdt: string | null;
            bids_count: number;
            /** Format: uuid */
            leader_id: string | null;
            leader_username: string | null;
            reserve_met: boolean;
            buy_now_available: boolean;
            ends_at: components["schemas"]["Time"];
            extensions: number;
            closed_at: components["schemas"]["TimeOrNull"];
            /** Format: uuid */
            transaction_id: string | null;
            server_time: components["schemas"]["Time"];
        };
        /** @description To those who follow the listing; on their accounts' channel also to the seller, the winner, and whoever led. */
        FeedAuctionEnded: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "auction_ended";
            listing_id: components["schemas"]["Id"];
            /**
             * @description A `bidder` led and did not get it. `null` on the channel of the listing.
             * @enum {unknown}
             */
            your_role: "seller" | "winner" | "bidder" | null;
            /** @enum {string} */
            status: "sold" | "expired" | "cancelled";
            current_price_bdt: components["schemas"]["Money"];
            bids_count: number;
            reserve_met: boolean;
            seller_id: components["schemas"]["Id"];
            /** Format: uuid */
            winner_id: string | null;
            winner_username: string | null;
            /** Format: uuid */
            transaction_id: string | null;
            closed_at: components["schemas"]["Time"];
            server_time: components["schemas"]["Time"];
        };
        /** @description To an account that does not lead an auction any more, or whose bid did not come to lead. */
        FeedOutbid: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "outbid";
            listing_id: components["schemas"]["Id"];
            current_price_bdt: components["schemas"]["Money"];
            minimum_next_bid_bdt: components["schemas"]["Money"];
            bids_count: number;
            reserve_met: boolean;
            ends_at: components["schemas"]["Time"];
            server_time: components["schemas"]["Time"];
        };
        /** @description Read `GET /lands/map` after this; what changes is told from here on. */
        FeedMap: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "subscribed_map";
            bbox: components["schemas"]["FeedBox"];
            /** @description What is told, up to 63 cells more on each side. */
            covers: number[];
        };
        /** @description Lands whose owner or listing has changed, as they are now. */
        FeedMapUpdate: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "map_update";
            lands: {
                land_id: components["schemas"]["Id"];
                coordinates: {
                    x: number;
                    y: number;
                };
                /** Format: uuid */
                owner_id: string | null;
                owner_username: string | null;
                for_sale: boolean;
                /** Format: uuid */
                listing_id: string | null;
            }[];
            /** @description Changed lands that are not told; read the map anew. */
            omitted: number;
        };
        FeedBalance: components["schemas"]["FeedHead"] & components["schemas"]["Balance"] & {
            /** @enum {string} */
            type?: "subscribed_account" | "balance_update";
        };
        FeedOwnTransactions: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "account_transactions";
            user_id: components["schemas"]["Id"];
            transactions: components["schemas"]["Transaction"][];
            omitted: number;
        };
        FeedAlerts: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "subscribed_alerts";
            alerts: components["schemas"]["Alert"][];
        };
        /** @description An alert that is new, or was seen again. */
        FeedAlert: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "alert";
            alert: components["schemas"]["Alert"];
        };
        FeedSafeguards: components["schemas"]["FeedHead"] & {
            /** @enum {string} */
            type?: "safeguard";
            safeguards: components["schemas"]["SafeguardEvent"][];
            omitted: number;
        };
        Liveness: {
            /** @enum {string} */
            status: "live";
        };
        Readiness: {
            /** @enum {string} */
            status: "ready" | "not_ready";
            last_commit_at: components["schemas"]["TimeOrNull"];
            last_commit_age_ms: number | null;
            /** @description How long that commit took. */
            last_commit_latency_ms: number | null;
            /** @description Commands that wait. */
            queued: number;
        };
        Health: {
            /** @enum {string} */
            status: "ready" | "not_ready";
            version: string;
            /** @description The newest step of the database's schema, read from it at the start. */
            schema_step: string;
            last_commit_at: components["schemas"]["TimeOrNull"];
            last_commit_age_ms: number | null;
            /** @description How long that commit took. */
            last_commit_latency_ms: number | null;
            /** @description Commands that wait. */
            queued: number;
        };
    };
    responses: {
        /** @description No token, or one that is not good. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/unauthorized",
                 *       "title": "Unauthorized",
                 *       "status": 401,
                 *       "detail": "This needs a valid access token or API key.",
                 *       "instance": "/api/v1/auth/me",
                 *       "code": "unauthorized",
                 *       "request_id": "0198f6c2a4be7d3f"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Known, but not allowed. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A rule says no; nothing has changed. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/insufficient_funds",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "This needs 102 BDT; 50 BDT are available.",
                 *       "instance": "/api/v1/biome-market/buy",
                 *       "code": "insufficient_funds",
                 *       "request_id": "0198f6c2a4be7d3f"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not JSON. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be read as what it should be; `errors` names each field. */
        Unprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/invalid_request",
                 *       "title": "Unprocessable Content",
                 *       "status": 422,
                 *       "detail": "The request has fields that cannot be taken; see errors.",
                 *       "instance": "/api/v1/biome-market/buy",
                 *       "code": "invalid_request",
                 *       "request_id": "0198f6c2a4be7d3f",
                 *       "errors": [
                 *         {
                 *           "pointer": "/amount_bdt",
                 *           "code": "too_many_decimals",
                 *           "detail": "This takes at most 2 decimals."
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This server takes writes only with an `Idempotency-Key`. */
        KeyRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests. */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                /** @description Requests a minute. */
                "RateLimit-Limit"?: number;
                /** @description Requests left now. */
                "RateLimit-Remaining"?: number;
                /** @description Seconds until there is one more. */
                "RateLimit-Reset"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not now. `outcome_unknown` says that the write may have happened; the same `Idempotency-Key` will tell. */
        Unavailable: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request is no WebSocket upgrade. */
        UpgradeRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Signed in. */
        Tokens: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Tokens"];
            };
        };
        /** @description The trade is done and on the record. */
        Trade: {
            headers: {
                /** @description `true` where this answer was given before. */
                "Idempotency-Replayed"?: "true";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Trade"];
            };
        };
        /** @description As it is set now. */
        TradingState: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TradingStateAnswer"];
            };
        };
        /** @description The land. */
        Land: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Land"];
            };
        };
        /** @description A page of lands. */
        Lands: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["LandList"];
            };
        };
        /** @description The land has its new owner, and the row is on the record. */
        LandTransaction: {
            headers: {
                /** @description `true` where this answer was given before. */
                "Idempotency-Replayed"?: "true";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["LandTransaction"];
            };
        };
        /** @description A page of rows, newest first. */
        Transactions: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TransactionList"];
            };
        };
        /** @description All rows of the filter. A connection that is cut in the middle means that the file is not complete. */
        Export: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/csv": string;
                "application/x-ndjson": string;
            };
        };
        /** @description The report. */
        Report: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Report"];
            };
        };
    };
    parameters: {
        /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
        IdempotencyKey: string;
        /** @description The user on whose behalf an API key with the scope `act_as` asks. */
        ActAs: components["schemas"]["Id"];
        /** @description A user's id. */
        UserId: components["schemas"]["Id"];
        /** @description A session's id. */
        SessionId: components["schemas"]["Id"];
        /** @description Only rows of this user; another than oneself only for operators and auditors. */
        UserIdQuery: components["schemas"]["Id"];
        BiomePath: components["schemas"]["Biome"];
        /** @description A biome, or `all`. */
        BiomeOrAll: "ocean" | "beach" | "plains" | "forest" | "desert" | "mountain" | "snow" | "all";
        /** @description Only this biome. */
        BiomeQuery: components["schemas"]["Biome"];
        /** @description One of the gateways that the operator has configured. */
        Gateway: components["schemas"]["GatewayName"];
        /** @description The reference of a top-up. */
        ReferenceId: components["schemas"]["Id"];
        /** @description A land's id. */
        LandId: components["schemas"]["Id"];
        /** @description A listing's id. */
        ListingId: components["schemas"]["Id"];
        /** @description Only lands of this user. */
        OwnerIdQuery: components["schemas"]["Id"];
        /** @description Only lands that are in an active listing, or only others. */
        ForSale: boolean;
        MinPrice: components["schemas"]["Money"];
        MaxPrice: components["schemas"]["Money"];
        /** @description `x0,y0,x1,y1`: only what has a land in this box; both corners belong to it. */
        BoundingBox: components["schemas"]["BoundingBox"];
        /** @description Only rows about this land. */
        LandIdQuery: components["schemas"]["Id"];
        /** @description Only rows about this listing. */
        ListingIdQuery: components["schemas"]["Id"];
        TransactionSource: components["schemas"]["TransactionSource"];
        TransactionType: components["schemas"]["TransactionType"];
        /**
         * @description At or after this time, or the beginning of this day.
         * @example 2026-01-31T00:00:00Z
         */
        From: string;
        /**
         * @description Before this time, or the beginning of this day.
         * @example 2026-02-01
         */
        To: string;
        MinAmount: components["schemas"]["Money"];
        MaxAmount: components["schemas"]["Money"];
        /** @description Rows a page. */
        Limit: number;
        /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
        Cursor: string;
        /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
        Page: number;
        /** @description Rows to leave out, for clients without cursors; up to 10,000. */
        Offset: number;
        Format: "csv" | "jsonl";
        /**
         * @description A day in UTC; today where it is left out.
         * @example 2026-01-31
         */
        Date: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "anika",
                 *       "password": "correct horse battery",
                 *       "email": "anika@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterRequest"];
            };
        };
        responses: {
            201: components["responses"]["Tokens"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "anika",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            200: components["responses"]["Tokens"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    refresh_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            200: components["responses"]["Tokens"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            /** @description The password is changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_own_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, without their tokens, which nobody can read again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    end_own_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A session's id. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The signed-in user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeUser"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hidden: boolean;
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user_id: components["schemas"]["Id"];
                        hidden: boolean;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_user_stats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserStats"];
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    list_user_lands: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Lands"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_balance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    list_user_transactions: {
        parameters: {
            query?: {
                transaction_source?: components["parameters"]["TransactionSource"];
                transaction_type?: components["parameters"]["TransactionType"];
                /** @description Only this biome. */
                biome?: components["parameters"]["BiomeQuery"];
                /** @description Only rows about this land. */
                land_id?: components["parameters"]["LandIdQuery"];
                /** @description Only rows about this listing. */
                listing_id?: components["parameters"]["ListingIdQuery"];
                /**
                 * @description At or after this time, or the beginning of this day.
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Before this time, or the beginning of this day.
                 * @example 2026-02-01
                 */
                to?: components["parameters"]["To"];
                min_amount_bdt?: components["parameters"]["MinAmount"];
                max_amount_bdt?: components["parameters"]["MaxAmount"];
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Transactions"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_gateways: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gateways. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayList"];
                };
            };
            429: components["responses"]["TooManyRequests"];
        };
    };
    initiate_payment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path: {
                /** @description One of the gateways that the operator has configured. */
                gateway: components["parameters"]["Gateway"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount_bdt": 500
                 *     }
                 */
                "application/json": components["schemas"]["InitiatePaymentRequest"];
            };
        };
        responses: {
            /** @description The top-up is pending. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingPayment"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    receive_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Hexadecimal HMAC-SHA256 of the timestamp, a dot, and the raw body. */
                "X-Loam-Signature"?: string;
                /** @description Seconds since 1970; calls that are too old or too new are refused. */
                "X-Loam-Timestamp"?: string;
            };
            path: {
                /** @description One of the gateways that the operator has configured. */
                gateway: components["parameters"]["Gateway"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description It is settled as told, now or before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettledPayment"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_payment_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reference of a top-up. */
                reference_id: components["parameters"]["ReferenceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    get_sandbox_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reference of a top-up. */
                reference_id: components["parameters"]["ReferenceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with two buttons. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    approve_sandbox_payment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reference of a top-up. */
                reference_id: components["parameters"]["ReferenceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; back to the page. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    decline_sandbox_payment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reference of a top-up. */
                reference_id: components["parameters"]["ReferenceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; back to the page. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_markets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The markets, always in the same order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketList"];
                };
            };
            429: components["responses"]["TooManyRequests"];
        };
    };
    get_market: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                biome: components["parameters"]["BiomePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The market. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Market"];
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    get_price_history: {
        parameters: {
            query?: {
                /** @description The last so many hours; not together with `from` and `to`. */
                hours?: number;
                /**
                 * @description At or after this time, or the beginning of this day.
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Before this time, or the beginning of this day.
                 * @example 2026-02-01
                 */
                to?: components["parameters"]["To"];
                /** @description The width of a candle. */
                interval?: "1s" | "1m" | "5m" | "1h" | "1d";
            };
            header?: never;
            path: {
                biome: components["parameters"]["BiomePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The history, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceHistory"];
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_land_impact: {
        parameters: {
            query?: {
                /**
                 * @description At or after this time, or the beginning of this day.
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Before this time, or the beginning of this day.
                 * @example 2026-02-01
                 */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path: {
                biome: components["parameters"]["BiomePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The move, its parts, and whom it touches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandImpact"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    quote_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "biome": "forest",
                 *       "side": "buy",
                 *       "amount_bdt": 100
                 *     }
                 */
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            /** @description The preview. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    buy_shares: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "biome": "forest",
                 *       "amount_bdt": 100,
                 *       "max_price_bdt": 101.5
                 *     }
                 */
                "application/json": components["schemas"]["BuyRequest"];
            };
        };
        responses: {
            201: components["responses"]["Trade"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    sell_shares: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "biome": "forest",
                 *       "shares": 0.5,
                 *       "min_price_bdt": 99
                 *     }
                 */
                "application/json": components["schemas"]["SellRequest"];
            };
        };
        responses: {
            201: components["responses"]["Trade"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_portfolio: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Holdings, their value and gains, and the cash beside them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portfolio"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    list_own_trades: {
        parameters: {
            query?: {
                transaction_type?: components["parameters"]["TransactionType"];
                /** @description Only this biome. */
                biome?: components["parameters"]["BiomeQuery"];
                /**
                 * @description At or after this time, or the beginning of this day.
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Before this time, or the beginning of this day.
                 * @example 2026-02-01
                 */
                to?: components["parameters"]["To"];
                min_amount_bdt?: components["parameters"]["MinAmount"];
                max_amount_bdt?: components["parameters"]["MaxAmount"];
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: {
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Transactions"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_statistics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Volume and traders, in all and by biome. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketStatistics"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    track_attention: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "biome": "forest",
                 *       "score": 5
                 *     }
                 */
                "application/json": components["schemas"]["AttentionRequest"];
            };
        };
        responses: {
            /** @description What was counted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttentionAnswer"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_lands: {
        parameters: {
            query?: {
                /** @description Only this biome. */
                biome?: components["parameters"]["BiomeQuery"];
                /** @description Only lands of this user. */
                owner_id?: components["parameters"]["OwnerIdQuery"];
                /** @description Only lands that are in an active listing, or only others. */
                for_sale?: components["parameters"]["ForSale"];
                min_price_bdt?: components["parameters"]["MinPrice"];
                max_price_bdt?: components["parameters"]["MaxPrice"];
                /** @description `x0,y0,x1,y1`: only what has a land in this box; both corners belong to it. */
                bbox?: components["parameters"]["BoundingBox"];
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Lands"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_land: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A land's id. */
                id: components["parameters"]["LandId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Land"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    get_land_exposure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A land's id. */
                id: components["parameters"]["LandId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The land, its biome's price, and estimates of its value. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandExposure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_land_at: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the west, from 0. */
                x: number;
                /** @description From the north, from 0. */
                y: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Land"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    get_land_map: {
        parameters: {
            query: {
                /** @description `x0,y0,x1,y1`: both corners belong to it. */
                bbox: components["schemas"]["BoundingBox"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The piece. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandMap"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    claim_land: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "x": 12,
                 *       "y": 7
                 *     }
                 */
                "application/json": {
                    x: number;
                    y: number;
                };
            };
        };
        responses: {
            201: components["responses"]["LandTransaction"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    transfer_land: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path: {
                /** @description A land's id. */
                id: components["parameters"]["LandId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    new_owner_id: components["schemas"]["Id"];
                };
            };
        };
        responses: {
            200: components["responses"]["LandTransaction"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_listings: {
        parameters: {
            query?: {
                status?: "active" | "sold" | "expired" | "cancelled" | "all";
                listing_type?: components["schemas"]["ListingType"];
                /** @description Only this biome. */
                biome?: components["parameters"]["BiomeQuery"];
                /** @description Only what this user sells. */
                seller_id?: components["schemas"]["Id"];
                min_price_bdt?: components["parameters"]["MinPrice"];
                max_price_bdt?: components["parameters"]["MaxPrice"];
                /** @description `x0,y0,x1,y1`: only what has a land in this box; both corners belong to it. */
                bbox?: components["parameters"]["BoundingBox"];
                sort_by?: "price_asc" | "price_desc" | "created_at_desc" | "created_at_asc" | "ending_soon";
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The listings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    open_listing: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "land_ids": [
                 *         "0198f6c2-a4be-7000-8000-000000000012",
                 *         "0198f6c2-a4be-7000-8000-000000000013"
                 *       ],
                 *       "listing_type": "auction_with_buynow",
                 *       "starting_price_bdt": 100,
                 *       "reserve_price_bdt": 250,
                 *       "buy_now_price_bdt": 1000,
                 *       "duration_hours": 24
                 *     }
                 */
                "application/json": components["schemas"]["OpenListingRequest"];
            };
        };
        responses: {
            /** @description It is open. */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_listing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A listing's id. */
                id: components["parameters"]["ListingId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The listing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    cancel_listing: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path: {
                /** @description A listing's id. */
                id: components["parameters"]["ListingId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is withdrawn, and its lands are free. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        listing_id: components["schemas"]["Id"];
                        /** @enum {string} */
                        status: "cancelled";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_bids: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path: {
                /** @description A listing's id. */
                id: components["parameters"]["ListingId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BidList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    place_bid: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path: {
                /** @description A listing's id. */
                id: components["parameters"]["ListingId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount_bdt": 150,
                 *       "max_amount_bdt": 400
                 *     }
                 */
                "application/json": components["schemas"]["PlaceBidRequest"];
            };
        };
        responses: {
            /** @description The bid stands, or was outbid at once by a higher maximum. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BidAnswer"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    buy_listing: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The user on whose behalf an API key with the scope `act_as` asks. */
                "X-Act-As"?: components["parameters"]["ActAs"];
            };
            path: {
                /** @description A listing's id. */
                id: components["parameters"]["ListingId"];
            };
            cookie?: never;
        };
        /** @description May be left out. */
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The sale, on the record. */
            200: {
                headers: {
                    /** @description `true` where this answer was given before. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_leaderboard: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                board: components["schemas"]["Board"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The board. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Leaderboard"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_audit_trail: {
        parameters: {
            query?: {
                /** @description Only rows of this user; another than oneself only for operators and auditors. */
                user_id?: components["parameters"]["UserIdQuery"];
                transaction_source?: components["parameters"]["TransactionSource"];
                transaction_type?: components["parameters"]["TransactionType"];
                /** @description Only this biome. */
                biome?: components["parameters"]["BiomeQuery"];
                /** @description Only rows about this land. */
                land_id?: components["parameters"]["LandIdQuery"];
                /** @description Only rows about this listing. */
                listing_id?: components["parameters"]["ListingIdQuery"];
                /**
                 * @description At or after this time, or the beginning of this day.
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Before this time, or the beginning of this day.
                 * @example 2026-02-01
                 */
                to?: components["parameters"]["To"];
                min_amount_bdt?: components["parameters"]["MinAmount"];
                max_amount_bdt?: components["parameters"]["MaxAmount"];
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Transactions"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_audit_trail: {
        parameters: {
            query?: {
                format?: components["parameters"]["Format"];
                /** @description Only rows of this user; another than oneself only for operators and auditors. */
                user_id?: components["parameters"]["UserIdQuery"];
                transaction_source?: components["parameters"]["TransactionSource"];
                transaction_type?: components["parameters"]["TransactionType"];
                /** @description Only this biome. */
                biome?: components["parameters"]["BiomeQuery"];
                /** @description Only rows about this land. */
                land_id?: components["parameters"]["LandIdQuery"];
                /** @description Only rows about this listing. */
                listing_id?: components["parameters"]["ListingIdQuery"];
                /**
                 * @description At or after this time, or the beginning of this day.
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Before this time, or the beginning of this day.
                 * @example 2026-02-01
                 */
                to?: components["parameters"]["To"];
                min_amount_bdt?: components["parameters"]["MinAmount"];
                max_amount_bdt?: components["parameters"]["MaxAmount"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Export"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_transaction_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, as hexadecimal digits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionProof"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    run_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchRequest"];
            };
        };
        responses: {
            /** @description One result for each command, in their order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_economy_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings with their ranges, defaults and last changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EconomyConfig"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    patch_economy_config: {
        parameters: {
            query?: {
                /** @description Checks the changes and answers what they would do, and changes nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "settings": {
                 *         "biome_trade_fee_percent": 2.5
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PatchSettingsRequest"];
            };
        };
        responses: {
            /** @description What was changed, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatchedSettings"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_config_changes: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingChangeList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description Part of the username or the e-mail address. */
                search?: string;
                /** @description The whole username, in any case. */
                username?: string;
                role?: "player" | "operator" | "auditor";
                disabled?: "true" | "false";
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The users, with what only operators may see. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "anika"
                 *     }
                 */
                "application/json": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            /** @description The user. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedUser"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    admin_change_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "confirmed": true
                 *     }
                 */
                "application/json": components["schemas"]["AdminChangeUserRequest"];
            };
        };
        responses: {
            /** @description What was changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedUser"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    adjust_balance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount_bdt": -25.5,
                 *       "reason": "Refund was paid twice"
                 *     }
                 */
                "application/json": components["schemas"]["AdjustBalanceRequest"];
            };
        };
        responses: {
            /** @description The row. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, without their tokens, which nobody can read again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    end_user_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description A user's id. */
                id: components["parameters"]["UserId"];
                /** @description A session's id. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_api_keys: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys, without their secrets, which nobody can read again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "game-server-1",
                 *       "role": "service",
                 *       "scopes": [
                 *         "act_as",
                 *         "attention"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateApiKeyRequest"];
            };
        };
        responses: {
            /** @description The key with its secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key is revoked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key_id: components["schemas"]["Id"];
                        revoked: boolean;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    halt_market: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description A biome, or `all`. */
                biome: components["parameters"]["BiomeOrAll"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Looking into odd trades",
                 *       "state": "halted"
                 *     }
                 */
                "application/json": components["schemas"]["HaltRequest"];
            };
        };
        responses: {
            200: components["responses"]["TradingState"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    resume_market: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description A biome, or `all`. */
                biome: components["parameters"]["BiomeOrAll"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Nothing found"
                 *     }
                 */
                "application/json": components["schemas"]["ResumeRequest"];
            };
        };
        responses: {
            200: components["responses"]["TradingState"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_audit_logs: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLog"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_safeguards: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SafeguardList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_payment_events: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentEventList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_all_transactions: {
        parameters: {
            query?: {
                /** @description Only rows of this user; another than oneself only for operators and auditors. */
                user_id?: components["parameters"]["UserIdQuery"];
                transaction_source?: components["parameters"]["TransactionSource"];
                transaction_type?: components["parameters"]["TransactionType"];
                /** @description Only this biome. */
                biome?: components["parameters"]["BiomeQuery"];
                /** @description Only rows about this land. */
                land_id?: components["parameters"]["LandIdQuery"];
                /** @description Only rows about this listing. */
                listing_id?: components["parameters"]["ListingIdQuery"];
                /**
                 * @description At or after this time, or the beginning of this day.
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Before this time, or the beginning of this day.
                 * @example 2026-02-01
                 */
                to?: components["parameters"]["To"];
                min_amount_bdt?: components["parameters"]["MinAmount"];
                max_amount_bdt?: components["parameters"]["MaxAmount"];
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. It carries the filters: what is sent beside it must say the same. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Page number from 1, for clients without cursors; up to 10,000 rows deep. */
                page?: components["parameters"]["Page"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Transactions"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_all_transactions: {
        parameters: {
            query?: {
                format?: components["parameters"]["Format"];
                /** @description Only rows of this user; another than oneself only for operators and auditors. */
                user_id?: components["parameters"]["UserIdQuery"];
                transaction_source?: components["parameters"]["TransactionSource"];
                transaction_type?: components["parameters"]["TransactionType"];
                /** @description Only this biome. */
                biome?: components["parameters"]["BiomeQuery"];
                /** @description Only rows about this land. */
                land_id?: components["parameters"]["LandIdQuery"];
                /** @description Only rows about this listing. */
                listing_id?: components["parameters"]["ListingIdQuery"];
                /**
                 * @description At or after this time, or the beginning of this day.
                 * @example 2026-01-31T00:00:00Z
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Before this time, or the beginning of this day.
                 * @example 2026-02-01
                 */
                to?: components["parameters"]["To"];
                min_amount_bdt?: components["parameters"]["MinAmount"];
                max_amount_bdt?: components["parameters"]["MaxAmount"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Export"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_daily_report: {
        parameters: {
            query?: {
                /**
                 * @description A day in UTC; today where it is left out.
                 * @example 2026-01-31
                 */
                date?: components["parameters"]["Date"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Report"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_weekly_report: {
        parameters: {
            query?: {
                /**
                 * @description A day in UTC; today where it is left out.
                 * @example 2026-01-31
                 */
                date?: components["parameters"]["Date"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Report"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    prove_invariants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proof; `first_wrong` names the first row that is wrong. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invariants"];
                };
            };
            /** @description The proof takes long, and goes on. Its outcome is kept for a minute for whoever asks next. */
            202: {
                headers: {
                    /** @description Seconds until it is worth asking again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofRunning"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    move_test_clock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    now: components["schemas"]["Time"];
                };
            };
        };
        responses: {
            /** @description What time it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        now: components["schemas"]["Time"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_alerts: {
        parameters: {
            query?: {
                kind?: components["schemas"]["AlertKind"];
                /** @description Only those that somebody has (or has not) acknowledged. */
                acknowledged?: boolean;
                /** @description Rows a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to leave out, for clients without cursors; up to 10,000. */
                offset?: components["parameters"]["Offset"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alerts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    acknowledge_alert: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeated request the same request. Kept as long as the record; one name space for each account. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "Spoke with the player"
                 *     }
                 */
                "application/json": components["schemas"]["AcknowledgeRequest"];
            };
        };
        responses: {
            /** @description The alert, acknowledged. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["KeyRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    connect_feed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection is a WebSocket now. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            426: components["responses"]["UpgradeRequired"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    stream_events: {
        parameters: {
            query?: {
                /**
                 * @description Which channels, separated by commas: `biome_market`, `trades`, `listing` (with `listing_id`), `map` (with `bbox`), `account` (signed in), `alerts` (operators and auditors).
                 * @example biome_market,trades
                 */
                channels?: string;
                /** @description The listings of the channel `listing`, up to 50, separated by commas. */
                listing_id?: string;
                /**
                 * @description The piece of the map for the channel `map`: `x0,y0,x1,y1`, both corners belong to it, at most 256 cells a side.
                 * @example 0,0,63,63
                 */
                bbox?: string;
                /** @description Only this biome. */
                biome?: components["parameters"]["BiomeQuery"];
            };
            header?: {
                /** @description The last id that the client has seen; browsers send it by themselves. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream that does not end by itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["FeedMessage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_liveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "live"
                     *     }
                     */
                    "application/json": components["schemas"]["Liveness"];
                };
            };
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A commit has just succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Nothing can be committed at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All is well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description It runs, but nothing can be committed at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metrics in the text format of Prometheus. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    get_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
}
