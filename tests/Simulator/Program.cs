using System.CommandLine;
using System.Diagnostics;
using ScreenShare.Simulator.Checks;
using ScreenShare.Simulator.Nodes;
using ScreenShare.Simulator.Scenarios;

var scenarioOption = new Option<string>("--scenario")
{
    Description = "What to play; see --list",
    DefaultValueFactory = _ => "calm-20",
};
var seedOption = new Option<int>("--seed")
{
    Description = "Everything that is drawn comes from it",
    DefaultValueFactory = _ => 1,
};
var runsOption = new Option<int>("--runs")
{
    Description = "Play this many seeds, from --seed upwards",
    DefaultValueFactory = _ => 1,
};
var realCryptoOption = new Option<bool>("--real-crypto") { Description = "Every node hashes and verifies for itself" };
var checkOption = new Option<bool>("--check") { Description = "Recompute every counter of nodes and network after each step" };
var listOption = new Option<bool>("--list") { Description = "Name the scenarios" };
var rootCommand = new RootCommand("Plays a whole swarm over emulated links in virtual time. Exit code 1: a node broke safety or liveness.")
{
    scenarioOption, seedOption, runsOption, realCryptoOption, checkOption, listOption,
};

rootCommand.SetAction(arguments =>
{
    if (arguments.GetValue(listOption))
    {
        foreach (NamedScenario known in ScenarioCatalogue.All)
            Console.WriteLine($"{known.Name,-20} {known.Description}");
        return 0;
    }

    int firstSeed = arguments.GetValue(seedOption);
    bool allWell = true;
    for (int seed = firstSeed; seed < firstSeed + arguments.GetValue(runsOption); seed++)
    {
        Scenario scenario = ScenarioCatalogue.Create(arguments.GetValue(scenarioOption)!, seed); // it has a default
        if (arguments.GetValue(realCryptoOption)) scenario = scenario with { Swarm = scenario.Swarm with { UsesRealVerifier = true } };
        if (arguments.GetValue(checkOption)) scenario = scenario with { Swarm = scenario.Swarm with { ChecksInvariants = true } };
        allWell &= Play(scenario);
    }

    return allWell ? 0 : 1;
});

return rootCommand.Parse(args).Invoke();

static bool Play(Scenario scenario)
{
    ScenarioReport.WriteBefore(scenario, Console.Out);
    long start = Stopwatch.GetTimestamp();
    try
    {
        ScenarioResult result = ScenarioRun.Play(scenario);
        ScenarioReport.WriteAfter(result, Stopwatch.GetElapsedTime(start), Console.Out);
        return !result.LeftBehind.Any() && result.Joins is null or { Failed: 0 };
    }
    catch (Exception broken) when (broken is SafetyViolationException or SpinningException)
    {
        Console.WriteLine($"SAFETY: {broken.Message}");
        return false;
    }
}
