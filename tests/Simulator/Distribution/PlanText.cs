namespace ScreenShare.Simulator.Distribution;

/// <summary>A plan in words, printed before it is played. Equal links are named once.</summary>
public static class PlanText
{
    public static void Write(DistributionPlan plan, TextWriter output)
    {
        output.WriteLine($"{plan.Name}, seed {plan.Seed}, runtime {Environment.Version}");
        output.WriteLine($"{plan.Rounds} × {plan.BlobBytes} bytes in {plan.ChunkCount} chunks"
            + (plan.RoundInterval is { } interval ? $", one every {interval.TotalMilliseconds:0.0} ms" : ""));
        output.WriteLine($"network: segments up to {plan.Network.SegmentBytesMax} bytes");
        output.WriteLine($"source: {plan.SourceLink}");
        for (int first = 0, end; first < plan.Viewers; first = end)
        {
            for (end = first + 1; end < plan.Viewers && plan.ViewerLinks[end] == plan.ViewerLinks[first];)
                end++;
            output.WriteLine($"h{first + 1}{(end - first > 1 ? $" to h{end}" : "")}: {plan.ViewerLinks[first]}");
        }

        for (int i = 0; i < plan.LateJoins.Count; i++)
            output.WriteLine($"at {plan.LateJoins[i].TotalSeconds:0.000} s: h{plan.EarlyViewers + i + 1} joins");
        foreach (DistributionStep step in plan.Steps)
            output.WriteLine(step);
        output.WriteLine();
    }
}
