using System.Runtime.CompilerServices;

namespace ScreenShare.Fuzz.Tests;

/// <summary>Looks at what was read without allocating, so that only the reader's own memory is counted.</summary>
internal static class Hold
{
    public static void That(bool holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        if (!holds) throw new InvalidOperationException($"This does not hold: {what}");
    }
}
