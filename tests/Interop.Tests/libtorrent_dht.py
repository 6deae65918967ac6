"""A DHT node by libtorrent on loopback. Arguments: a UDP port to begin with, an infohash to look for, one of a torrent
of its own, which it announces, and a folder."""
import json
import os
import sys
import threading
import time

import libtorrent as lt

begin, wanted, announced, folder = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]


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
torrent = lt.parse_magnet_uri("magnet:?xt=urn:btih:" + announced)
torrent.save_path = folder
torrent.flags &= ~(lt.torrent_flags.paused | lt.torrent_flags.auto_managed)
handle = session.add_torrent(torrent)
while session.listen_port() == 0:
    time.sleep(0.05)
say(event="listening", port=session.listen_port())
threading.Thread(target=end_with_input, daemon=True).start()

told = set()
asked = 0.0
while True:
    if time.monotonic() - asked > 2:
        asked = time.monotonic()
        handle.force_dht_announce()
        session.dht_get_peers(lt.sha1_hash(bytes.fromhex(wanted)))
    for alert in session.pop_alerts():
        if type(alert).__name__ != "dht_get_peers_reply_alert":
            continue
        for host, peer_port in alert.peers():
            if (host, peer_port) not in told:
                told.add((host, peer_port))
                say(event="found", address=f"{host}:{peer_port}")
    time.sleep(0.05)
