using System.Diagnostics;

namespace ScreenShare.TestPrograms;

/// <summary>The surroundings of the programs that tests start: whatever defaults of their own a developer has set must not matter.</summary>
internal static class OwnEnvironment
{
    public static void LeaveOutDefaults(ProcessStartInfo start)
    {
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("SCREENSHARE_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(variable);
        start.Environment["SCREENSHARE_CONFIG"] = "";
        start.Environment.Remove("NO_COLOR");
    }
}
