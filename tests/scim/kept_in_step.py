"""Has scim2-tester ask a running desk everything its SCIM schemas describe: every attribute added, replaced and removed.

    tests/scim/kept_in_step http://127.0.0.1:8080 fl_…     a demo company, for it adds and removes people and teams
"""

import sys

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

url, token = sys.argv[1:3]
http = Client(base_url=f"{url}/scim/v2", headers={"Authorization": f"Bearer {token}"}, timeout=30)


def stays_out(result):
    """The judge takes a random person; one who is kept out stays out when a directory only stops saying so (attack 33)."""
    data = result.data if isinstance(result.data, dict) else {}
    return result.title == "check_remove_attribute" and data.get("urn") == "active" and data.get("initial_value") is False


results = check_server(SyncSCIMClient(http))
wrong = [result for result in results if result.status in (Status.ERROR, Status.CRITICAL) and not stays_out(result)]
for result in wrong:
    print(f"not ok {result.title}: {result.reason} {result.data}")
counted = {status.name.lower(): sum(result.status == status for result in results) for status in Status}
print(f"{len(results)} checks: {counted}")
sys.exit(1 if wrong or len(results) < 50 else 0)
