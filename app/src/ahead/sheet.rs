//! Which rows say when they were made, and which of their moments were reckoned from that.
//!
//! `$1` is the last moment that does not lie ahead, `$2` is now. Moments that only tell what somebody outside said, and those nothing is done or
//! sorted by, are left as they are.

/// One table: how many of its rows lie ahead, and how they are put right.
pub(super) struct Made {
    pub table: &'static str,
    pub ahead: &'static str,
    pub mend: &'static str,
}

macro_rules! made {
    ($table:literal, $ahead:literal, $mend:literal) => {
        Made {
            table: $table,
            ahead: concat!("SELECT COUNT(*) FROM ", $table, " WHERE ", $ahead),
            mend: concat!("UPDATE ", $table, " SET ", $mend, " WHERE ", $ahead),
        }
    };
}

pub(super) const SHEET: &[Made] = &[
    made!(
        "conversation",
        "last_activity_at > $1 OR opened_at > $1 OR waiting_since > $1",
        "last_activity_at = CASE WHEN last_activity_at > $1 THEN $2 ELSE last_activity_at END,
         opened_at = CASE WHEN opened_at > $1 THEN $2 ELSE opened_at END,
         waiting_since = CASE WHEN waiting_since > $1 THEN $2 ELSE waiting_since END, version = version + 1"
    ),
    made!(
        "message",
        "written_at > $1 OR (kind = 'outgoing' AND sent_at > $1)",
        "due_at = CASE WHEN written_at > $1 AND due_at > $1 THEN due_at - (written_at - $2) ELSE due_at END,
         sent_at = CASE WHEN sent_at > $1 THEN $2 ELSE sent_at END,
         written_at = CASE WHEN written_at > $1 THEN $2 ELSE written_at END"
    ),
    made!("job", "set_at > $1 AND dead_at IS NULL", "run_at = run_at - (set_at - $2), set_at = $2"),
    // No lease is longer than half an hour; whoever held one meanwhile is done or dead by then.
    made!(
        "job",
        "leased_until > CAST($1 AS BIGINT) + 1800000000",
        "leased_until = CAST($2 AS BIGINT) + 1800000000"
    ),
    // What fell due by the wrong clock alone falls due again in its time.
    made!(
        "follow_up",
        "made_at > $1 OR fell_due_at > $1 OR ended_at > $1",
        "fell_due_at = CASE WHEN fell_due_at > $1 AND (made_at > $1 OR due_at > $1) THEN NULL WHEN fell_due_at > $1 THEN $2 ELSE fell_due_at END,
         ended_at = CASE WHEN ended_at > $1 THEN $2 ELSE ended_at END,
         due_at = CASE WHEN made_at > $1 THEN due_at - (made_at - $2) ELSE due_at END,
         made_at = CASE WHEN made_at > $1 THEN $2 ELSE made_at END"
    ),
    made!(
        "side",
        "last_at > $1 OR opened_at > $1",
        "last_at = CASE WHEN last_at > $1 THEN $2 ELSE last_at END, opened_at = CASE WHEN opened_at > $1 THEN $2 ELSE opened_at END"
    ),
    made!(
        "customer",
        "last_seen_at > $1 OR created_at > $1",
        "last_seen_at = CASE WHEN last_seen_at > $1 THEN $2 ELSE last_seen_at END,
         created_at = CASE WHEN created_at > $1 THEN $2 ELSE created_at END"
    ),
    made!(
        "agent",
        "seen_at > $1 OR presence_since > $1",
        "seen_at = CASE WHEN seen_at > $1 THEN $2 ELSE seen_at END,
         presence_since = CASE WHEN presence_since > $1 THEN $2 ELSE presence_since END"
    ),
    made!(
        "session",
        "seen_at > $1 OR created_at > $1",
        "seen_at = CASE WHEN seen_at > $1 THEN $2 ELSE seen_at END, created_at = CASE WHEN created_at > $1 THEN $2 ELSE created_at END"
    ),
    made!(
        "api_token",
        "created_at > $1 OR used_at > $1",
        "expires_at = CASE WHEN created_at > $1 THEN expires_at - (created_at - $2) ELSE expires_at END,
         created_at = CASE WHEN created_at > $1 THEN $2 ELSE created_at END, used_at = CASE WHEN used_at > $1 THEN $2 ELSE used_at END"
    ),
    made!("portal_session", "created_at > $1", "expires_at = expires_at - (created_at - $2), created_at = $2"),
    made!("portal_code", "asked_at > $1", "expires_at = expires_at - (asked_at - $2), asked_at = $2"),
    made!("verification", "verified_at > $1", "valid_until = valid_until - (verified_at - $2), verified_at = $2"),
    made!("verification_code", "sent_at > $1", "expires_at = expires_at - (sent_at - $2), sent_at = $2"),
    made!("approval", "asked_at > $1", "expires_at = expires_at - (asked_at - $2), asked_at = $2"),
    made!("deed", "done_at > $1", "good_until = good_until - (done_at - $2), done_at = $2"),
    made!("subscription", "started_at > $1", "period_until = period_until - (started_at - $2), started_at = $2"),
    // Counted against whoever asks too often: nobody is shut out for a year.
    made!("sign_in_attempt", "at > $1", "at = $2"),
    made!("portal_knock", "knocked_at > $1", "knocked_at = $2"),
    made!("verification_try", "tried_at > $1", "tried_at = $2"),
    made!("acknowledged", "acknowledged_at > $1", "acknowledged_at = $2"),
    made!("answered_request", "answered_at > $1", "answered_at = $2"),
    // Links that only say when they end live as long as they ever do: a week, a day, an hour, ten minutes, five.
    made!("invitation", "expires_at > CAST($1 AS BIGINT) + 604800000000", "expires_at = CAST($2 AS BIGINT) + 604800000000"),
    made!("first_link", "expires_at > CAST($1 AS BIGINT) + 86400000000", "expires_at = CAST($2 AS BIGINT) + 86400000000"),
    made!("password_reset", "expires_at > CAST($1 AS BIGINT) + 3600000000", "expires_at = CAST($2 AS BIGINT) + 3600000000"),
    made!("local_link", "expires_at > CAST($1 AS BIGINT) + 600000000", "expires_at = CAST($2 AS BIGINT) + 600000000"),
    made!("second_step", "expires_at > CAST($1 AS BIGINT) + 300000000", "expires_at = CAST($2 AS BIGINT) + 300000000"),
    made!("passkey_challenge", "expires_at > CAST($1 AS BIGINT) + 300000000", "expires_at = CAST($2 AS BIGINT) + 300000000"),
];
