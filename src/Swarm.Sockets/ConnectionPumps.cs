using System.Net.Sockets;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// A host's connections: the open ones, which the node knows, and those being closed, which it has forgotten. Numbers them from 1. The
/// loop's; after the loop, its owner's.
/// </summary>
internal sealed class ConnectionPumps(NodeInputs inputs, NodeHostOptions options, TimeProvider time)
{
    private readonly Dictionary<ConnectionId, ConnectionPump> _open = [];
    private readonly LinkedList<ConnectionPump> _closing = []; // by age
    private int _last;

    public int Count => _open.Count + _closing.Count;

    /// <summary>Those being closed do not count: whoever is told to go must not keep others out by being slow about it.</summary>
    public bool HasRoom => _open.Count < options.ConnectionsMax;

    public ConnectionId Open(Socket socket)
    {
        var id = new ConnectionId(++_last);
        _open.Add(id, new ConnectionPump(id, socket, inputs, options.ClosePatience, time));
        return id;
    }

    public bool IsOpen(ConnectionPump pump) => _open.ContainsKey(pump.Id);

    /// <summary>Null when the connection is gone and the node is about to hear of it, or has asked for its end.</summary>
    public ConnectionPump? Find(ConnectionId id) => _open.GetValueOrDefault(id);

    /// <summary>The node wants it closed, and has forgotten it: nothing more is told about it.</summary>
    public void Close(ConnectionId id)
    {
        if (!_open.Remove(id, out ConnectionPump? pump)) return; // it ended by itself before this turn
        if (_closing.Count >= options.ClosingMax) CutOldestShort();
        _closing.AddLast(pump);
        pump.Close();
    }

    /// <summary>True when the node must be told: it did not ask for this end.</summary>
    public bool Ended(ConnectionPump pump)
    {
        pump.Dispose();
        _closing.Remove(pump);
        return _open.Remove(pump.Id);
    }

    /// <summary>
    /// Ends all at once and waits for their tasks. The inputs must be completed and discarded, or the pumps wait for them.
    /// </summary>
    public async Task AbortAsync()
    {
        foreach (ConnectionPump pump in _open.Values.Concat(_closing).ToArray())
        {
            pump.Abort();
            await pump.Completion.ConfigureAwait(false);
            pump.Dispose();
        }
    }

    /// <summary>It ends by itself then, and leaves the list; last in it, so that the next time another has its turn.</summary>
    private void CutOldestShort()
    {
        ConnectionPump oldest = _closing.First!.Value; // full, so there
        _closing.RemoveFirst();
        _closing.AddLast(oldest);
        oldest.Abort();
    }
}
