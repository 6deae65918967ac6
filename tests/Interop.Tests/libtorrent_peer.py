"""A libtorrent session in one swarm, as its defaults are, on loopback. Arguments: infohash, folder, encryption (on or off), ports of peers.
Tells what it sees as JSON lines, and ends when its standard input does."""
import json
import os
import sys
import threading

import libtorrent


def tell(event, **members):
    print(json.dumps({"event": event, **members}), flush=True)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
infohash, folder, encryption = sys.argv[1:4]
policy = libtorrent.enc_policy.enabled if encryption == "on" else libtorrent.enc_policy.disabled
session = libtorrent.session({
    "listen_interfaces": "127.0.0.1:0",
    "allow_multiple_connections_per_ip": True,  # here all peers share one
    "out_enc_policy": int(policy),
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
})
while session.listen_port() == 0:
    session.wait_for_alert(50)
    session.pop_alerts()
tell("listening", port=session.listen_port())

torrent = libtorrent.parse_magnet_uri("magnet:?xt=urn:btih:" + infohash)
torrent.save_path = folder
handle = session.add_torrent(torrent)
for port in sys.argv[4:]:
    handle.connect_peer(("127.0.0.1", int(port)))

told = set()
while True:
    session.wait_for_alert(50)
    session.pop_alerts()
    for peer in handle.get_peer_info():
        greeted = not peer.flags & (libtorrent.peer_info.connecting | libtorrent.peer_info.handshake)
        client = peer.client.decode() if isinstance(peer.client, bytes) else peer.client
        line = (f"{peer.ip[0]}:{peer.ip[1]}", client, bool(greeted))
        if line not in told:
            told.add(line)
            tell("peer", address=line[0], client=line[1], greeted=line[2])
