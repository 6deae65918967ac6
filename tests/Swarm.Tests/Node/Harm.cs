using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>What is done to a field so that it agrees with nothing.</summary>
public enum Harm
{
    None = 0,

    /// <summary>A number that is higher than what there is.</summary>
    Raised,

    /// <summary>A number that is lower.</summary>
    Lowered,

    /// <summary>Yes where it is no.</summary>
    Flipped,

    /// <summary>What was in it is not there any more.</summary>
    Emptied,

    /// <summary>Last first.</summary>
    Reversed,

    /// <summary>A connection nobody has.</summary>
    Estranged,
}

internal static class Harms
{
    private const int Much = 1_000_003;

    public static void Do(this Harm harm, PartPath path) => path.Value = harm switch
    {
        Harm.Raised => Changed(path.Value, Much),
        Harm.Lowered => Changed(path.Value, -Much),
        Harm.Flipped => !(bool)path.Value!, // a flag has a value
        Harm.Emptied => Emptied(path.Value!), // as has what is emptied or reversed
        Harm.Reversed => Reversed(path.Value!),
        _ => Estranged(path.Value),
    };

    private static object? Changed(object? value, int by) => value switch
    {
        int number => number + by,
        long number => number + by,
        uint number => (uint)(number + by),
        ushort number => (ushort)(number + by),
        ulong word => word ^ 2,
        FrameNumber frame => by > 0 ? new FrameNumber(frame.Value + (uint)by) : FrameNumber.None,
        StripeSet set => new StripeSet(set.Bits ^ 4),
        ConnectionId connection => new ConnectionId(connection.Value + by),
        Standing said => said with { Wanted = new StripeSet(said.Wanted.Bits ^ 4) },
        _ => throw new ArgumentException($"{value?.GetType().Name} is no number."),
    };

    private static object Emptied(object several)
    {
        if (several is Array array) return Array.CreateInstance(array.GetType().GetElementType()!, 0); // an array has one
        several.GetType().GetMethod("Clear")!.Invoke(several, []); // as has what can be emptied
        return several;
    }

    private static object Reversed(object several)
    {
        if (several is Array array) Array.Reverse(array, 0, 2);
        else several.GetType().GetMethod("Reverse", [])!.Invoke(several, []); // a list
        return several;
    }

    private static object Estranged(object? value)
    {
        if (value is null or PeerSession) return Stranger();
        ((HashSet<ConnectionId>)value).Add(Stranger().Connection);
        return value;
    }

    private static PeerSession Stranger() =>
        new(new ConnectionId(Much), PeerAddress.FromIPv4(0x0A0000FE, 5000), ConnectionSide.Accepted, Instant.Zero);
}
