namespace ScreenShare.Simulator.Network;

/// <summary>Bytes of one connection that travel together: a packet or a few. Pooled by <see cref="Transport"/>.</summary>
internal sealed class Segment
{
    /// <summary>Who sends it. Null while in the pool.</summary>
    public ConnectionEnd? Sender { get; set; }

    /// <summary>Null in a FIN, which has no bytes.</summary>
    public Batch? Batch { get; set; }

    public int Offset { get; set; }

    public int Length { get; set; }

    /// <summary>How long the uplink was busy with it: its first byte is that much ahead of its last.</summary>
    public TimeSpan UplinkTime { get; set; }

    public bool IsFin => Batch is null;

    public bool EndsBatch => Batch is not null && Offset + Length == Batch.Length;
}
