using System.Text.Json;

namespace ScreenShare.EndToEnd.Tests;

public sealed class DemoTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_demo_shows_only_the_broadcasters_pictures_and_ends_with_its_last_one_everywhere()
    {
        await using AppProcess demo = Apps.Broadcaster(["--demo", "--duration", "10", "--json"]);

        int exitCode = await demo.ExitAsync(Cancellation);

        JsonElement line = Assert.Single(demo.Lines, line => line.Event == "demo").Json;
        Assert.Single(demo.OutputText);
        Assert.Empty(demo.ErrorText);
        Assert.Empty(line.GetProperty("broken").EnumerateArray()); // on a machine that is busy as well
        Assert.Equal(0, exitCode);
        JsonElement[] viewers = [.. line.GetProperty("outcome").GetProperty("viewers").EnumerateArray()];
        Assert.Equal(["Watches", "Blocks", "Blocks", "Killed", "Late"], viewers.Select(PartOf));
        Assert.All(viewers.Where(viewer => PartOf(viewer) != "Killed"), AssertHasFollowed);
    }

    private static string? PartOf(JsonElement viewer) => viewer.GetProperty("part").GetString();

    private static void AssertHasFollowed(JsonElement viewer)
    {
        Assert.True(viewer.GetProperty("hasLastPicture").GetBoolean(), $"{viewer} has another last picture");
        Assert.Equal(0, viewer.GetProperty("wrongPictures").GetInt32());
        Assert.NotEqual(0, viewer.GetProperty("framesShown").GetInt32());
        if (PartOf(viewer) == "Blocks") Assert.True(viewer.GetProperty("viewerBytes").GetInt64() > 0, $"{viewer} got nothing from viewers");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_demo_that_is_interrupted_says_so_and_fails()
    {
        await using AppProcess demo = Apps.Broadcaster(["--demo", "3", "--duration", "600"]);
        await demo.SaysAsync("watching", Cancellation);

        demo.Signal(AppProcess.Interrupt);

        Assert.Equal(1, await demo.ExitAsync(Cancellation));
        Assert.Contains("Failed: The demo was interrupted before its end.", demo.OutputText);
        Assert.Single(demo.OutputText, text => text.StartsWith("Failed:", StringComparison.Ordinal));
    }
}
