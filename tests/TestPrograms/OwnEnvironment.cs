using System.Diagnostics;

namespace ScreenShare.TestPrograms;

/// <summary>The surroundings of programs that tests start: whatever defaults of their own developers have must not matter.</summary>
internal static class OwnEnvironment
{
    public static void LeaveOutDefaults(ProcessStartInfo start)
    {
        string[] defaults = [.. start.Environment.Keys.Where(name => name.StartsWith("SCREENSHARE_", StringComparison.Ordinal))];
        foreach (string variable in defaults) start.Environment.Remove(variable);
        start.Environment["SCREENSHARE_CONFIG"] = "";
        start.Environment.Remove("NO_COLOR");

        // Tests meet whom they name, and nobody else: who tests a road says --no-dht false.
        start.Environment["SCREENSHARE_NO_DHT"] = "true";
        start.Environment["SCREENSHARE_NO_LSD"] = "true";
        start.Environment["XDG_STATE_HOME"] = Path.Combine(Path.GetTempPath(), "screenshare-tests-state");
    }
}
