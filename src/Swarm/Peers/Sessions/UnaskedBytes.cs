namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>Bytes of pieces that a peer sent by a standing request, of every kind since it is there.</summary>
internal sealed class UnaskedBytes
{
    public long Useful { get; private set; }

    /// <summary>Of no use: what was here, or wanted by nobody.</summary>
    public long Useless { get; private set; }

    /// <summary>For which there was no room before their proof.</summary>
    public long Unkept { get; private set; }

    public void AddUseful(int bytes) => Useful += bytes;

    public void AddUseless(int bytes) => Useless += bytes;

    public void AddUnkept(int bytes) => Unkept += bytes;
}
