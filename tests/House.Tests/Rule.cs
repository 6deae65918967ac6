namespace ScreenShare.House.Tests;

/// <summary>How a broken rule is told: all of its breaks at once, and what to do about them.</summary>
internal static class Rule
{
    public static void AssertKept(IEnumerable<string> breaks, string whatToDo)
    {
        string[] all = [.. breaks];
        if (all.Length > 0) Assert.Fail($"{whatToDo}\n  {string.Join("\n  ", all)}");
    }
}
