using ScreenShare.Simulator.Network;

namespace ScreenShare.Simulator.Distribution;

/// <summary>
/// Joins and deaths as two Poisson processes of the same rate, drawn from the plan's seed. Every other death is silent; the others reset
/// their connections. Newcomers have the first viewer's link.
/// </summary>
public static class Churn
{
    /// <param name="sharePerSecond">Of the viewers there are at the start.</param>
    public static DistributionPlan AddTo(DistributionPlan plan, double sharePerSecond, TimeSpan duration)
    {
        if (sharePerSecond <= 0) return plan;
        var random = new Random(Seeds.Derive(plan.Seed, SeedPurpose.Churn));
        double rate = sharePerSecond * plan.Viewers;
        List<TimeSpan> joins = PoissonProcess.Draw(random, rate, duration);
        var alive = Enumerable.Range(1, plan.Viewers).ToList();
        var steps = new List<DistributionStep>(plan.Steps);
        int joined = 0;
        int deaths = 0;
        foreach (TimeSpan at in PoissonProcess.Draw(random, rate, duration))
        {
            for (; joined < joins.Count && joins[joined] <= at; joined++)
                alive.Add(plan.Viewers + joined + 1);
            int place = random.Next(alive.Count);
            steps.Add(new DistributionStep(at, deaths++ % 2 == 0 ? StepKind.SilentDeath : StepKind.Reset, alive[place]));
            alive.RemoveAt(place);
            if (alive.Count == 0) break;
        }

        steps.Sort((one, other) => one.At.CompareTo(other.At));
        HostLink link = plan.ViewerLinks[0];
        return plan with { Steps = steps, LateJoins = joins, ViewerLinks = [.. plan.ViewerLinks, .. Enumerable.Repeat(link, joins.Count)] };
    }
}
