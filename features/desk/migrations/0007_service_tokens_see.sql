ALTER TABLE inbox_access ADD COLUMN token_id BIGINT REFERENCES api_token (id);
DROP VIEW inbox_seen;
CREATE VIEW inbox_seen AS
SELECT a.id AS agent_id, i.id AS inbox_id
  FROM agent a CROSS JOIN inbox i
 WHERE a.deactivated_at IS NULL
   AND (i.open_to_all
        OR EXISTS (SELECT 1 FROM inbox_access x WHERE x.inbox_id = i.id AND x.agent_id = a.id)
        OR EXISTS (SELECT 1 FROM inbox_access x JOIN team_member m ON m.team_id = x.team_id
                    WHERE x.inbox_id = i.id AND m.agent_id = a.id))
UNION ALL
SELECT -t.id AS agent_id, i.id AS inbox_id
  FROM api_token t CROSS JOIN inbox i
 WHERE t.is_service AND t.revoked_at IS NULL
   AND (i.open_to_all OR EXISTS (SELECT 1 FROM inbox_access x WHERE x.inbox_id = i.id AND x.token_id = t.id));
