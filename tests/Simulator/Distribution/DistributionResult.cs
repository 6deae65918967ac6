namespace ScreenShare.Simulator.Distribution;

/// <summary>What came of a plan: when each viewer had each round, who sent what during the measured part, and what was wasted.</summary>
/// <param name="Bytes">By host, the source first: from the publication of the measured round, or of the first of a stream, on.</param>
/// <param name="IsAlive">By viewer: neither dead nor cut off at the end.</param>
/// <param name="MeasuredSeconds">Simulated, of that part.</param>
/// <param name="ProcessorSeconds">Of this process, for that part.</param>
public sealed record DistributionResult(
    DistributionPlan Plan,
    ArrivalLog Arrivals,
    IReadOnlyList<NodeBytes> Bytes,
    IReadOnlyList<bool> IsAlive,
    double MeasuredSeconds,
    double ProcessorSeconds,
    string TraceHash,
    long TraceEntries)
{
    public NodeBytes Source => Bytes[0];

    public NodeBytes All => Bytes.Aggregate((one, other) => one + other);

    public NodeBytes AllViewers => All - Source;

    /// <summary>Data the viewers received although it was there, over all data they received.</summary>
    public double DuplicateShare => Share(AllViewers.DuplicatesReceived, AllViewers.DataReceived);

    /// <summary>What is not data, over all that was sent.</summary>
    public double ProtocolShare => Share(All.AllSent - All.DataSent, All.AllSent);

    private static double Share(long part, long whole) => whole == 0 ? 0 : part / (double)whole;
}
