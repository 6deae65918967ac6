"""A DHT node by libtorrent on loopback. Arguments: a UDP port to begin with, an infohash to look for, one to announce, its port."""
import json
import os
import sys
import threading
import time

import libtorrent as lt

begin, wanted, announced, port = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])


def say(**line):
    print(json.dumps(line), flush=True)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


session = lt.session({
    "listen_interfaces": "127.0.0.1:0",
    "enable_dht": True,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "dht_bootstrap_nodes": f"127.0.0.1:{begin}",
    # Many nodes share this machine's address, which libtorrent takes for one node unless told otherwise.
    "dht_restrict_routing_ips": False,
    "dht_restrict_search_ips": False,
    "dht_ignore_dark_internet": False,
    "alert_mask": lt.alert.category_t.dht_notification | lt.alert.category_t.dht_operation_notification,
})
session.add_dht_node(("127.0.0.1", begin))
threading.Thread(target=end_with_input, daemon=True).start()

told = set()
asked = 0.0
while True:
    if time.monotonic() - asked > 2:
        asked = time.monotonic()
        session.dht_get_peers(lt.sha1_hash(bytes.fromhex(wanted)))
        session.dht_announce(lt.sha1_hash(bytes.fromhex(announced)), port)
    for alert in session.pop_alerts():
        if type(alert).__name__ != "dht_get_peers_reply_alert":
            continue
        for host, peer_port in alert.peers():
            if (host, peer_port) not in told:
                told.add((host, peer_port))
                say(event="found", address=f"{host}:{peer_port}")
    time.sleep(0.05)
