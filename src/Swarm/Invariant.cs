using System.Runtime.CompilerServices;

namespace ScreenShare.Swarm;

/// <summary>
/// What a part says when something that it keeps twice does not agree: a counter with what is counted, an index with what it finds.
/// Thrown by <c>CheckInvariants</c> alone, which only tests and the simulator call.
/// </summary>
internal static class Invariant
{
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Counted(
        long counted, long there, [InterpolatedStringHandlerArgument(nameof(counted), nameof(there))] ref InvariantText what)
    {
        if (counted != there) throw new InvalidOperationException($"{what.Written}: {counted} counted, {there} there.");
    }

    /// <inheritdoc cref="Counted(long, long, ref InvariantText)"/>
    public static void Counted(long counted, long there, string what) => Counted(counted, there, $"{what}");

    /// <exception cref="InvalidOperationException">There are more.</exception>
    public static void AtMost(long there, long most, string what)
    {
        if (there > most) throw new InvalidOperationException($"{what}: {there} there, {most} at most.");
    }

    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void Holds(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref InvariantText what)
    {
        if (!holds) throw new InvalidOperationException($"Not so: {what.Written}.");
    }

    /// <inheritdoc cref="Holds(bool, ref InvariantText)"/>
    public static void Holds(bool holds, string what) => Holds(holds, $"{what}");
}
