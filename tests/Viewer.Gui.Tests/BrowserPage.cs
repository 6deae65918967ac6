using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>The viewer's page in a real browser.</summary>
internal sealed class BrowserPage
{
    // As Picture.Digest: SHA-256 over rows of blue, green, red and alpha.
    private const string DigestOfCanvas = """
        async () => {
          const canvas = document.getElementById("picture");
          const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          for (let i = 0; i < pixels.length; i += 4) [pixels[i], pixels[i + 2]] = [pixels[i + 2], pixels[i]];
          const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", pixels));
          return Array.from(hash, byte => byte.toString(16).padStart(2, "0")).join("");
        }
        """;

    private const int PatienceMs = 60_000;

    private readonly IPage _page;
    private readonly ConcurrentQueue<string> _problems = new();

    public BrowserPage(IPage page)
    {
        _page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _problems.Enqueue(message.Text);
        };
        page.PageError += (_, problem) => _problems.Enqueue(problem);
    }

    /// <summary>What the browser complained of: errors of scripts, files that the policy refused.</summary>
    public IEnumerable<string> Problems => _problems;

    public Task GoToAsync(string address) => _page.GotoAsync(address);

    public Task ReloadAsync() => _page.ReloadAsync();

    public Task PressAsync(string key) => _page.Keyboard.PressAsync(key);

    /// <summary>Waits until the canvas shows this picture to the last pixel.</summary>
    public async Task ShowsAsync(string digest, CancellationToken cancellation)
    {
        string shown = "";
        for (var until = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < until; await Task.Delay(100, cancellation))
        {
            shown = await _page.EvaluateAsync<string>(DigestOfCanvas);
            if (shown == digest) return;
        }

        Assert.Fail($"The canvas shows {shown}, not {digest}. {string.Join('\n', _problems)}");
    }

    /// <summary>What a property of an element's style comes to.</summary>
    public Task<string> StyleAsync(string id, string property) => _page.EvaluateAsync<string>(
        "([id, property]) => getComputedStyle(document.getElementById(id)).getPropertyValue(property)", new[] { id, property });

    /// <summary>A key of this place on the keyboard, whatever its letter; <paramref name="modifier"/>: such as ctrlKey, or null.</summary>
    public Task PressPlaceAsync(string code, string letter, string? modifier = null) => _page.EvaluateAsync(
        """
        ([code, key, modifier]) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true, ...(modifier ? { [modifier]: true } : {}) }))
        """,
        new[] { code, letter, modifier });

    /// <summary>How the picture is shown: window or actual.</summary>
    public async Task<string> FitAsync() => await _page.GetAttributeAsync("body", "data-fit") ?? "";

    /// <summary>Moves the focus to an element.</summary>
    public Task FocusAsync(string id) => _page.FocusAsync($"#{id}");

    /// <summary>Waits until an element's text is as the pattern wants it.</summary>
    public Task MatchesAsync(string id, Regex pattern) =>
        Assertions.Expect(_page.Locator($"#{id}")).ToHaveTextAsync(
            pattern, new LocatorAssertionsToHaveTextOptions { Timeout = PatienceMs });

    public Task IsShownAsync(string id) =>
        Assertions.Expect(_page.Locator($"#{id}")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = PatienceMs });

    /// <summary>As <see cref="StyleAsync"/>, once its transition is over.</summary>
    public Task<string> SettledStyleAsync(string id, string property) => _page.EvaluateAsync<string>(
        """
        async ([id, property]) => {
          const element = document.getElementById(id);
          await Promise.allSettled(element.getAnimations().map(animation => animation.finished));
          return getComputedStyle(element).getPropertyValue(property);
        }
        """,
        new[] { id, property });

    /// <summary>Waits until the page is in this phase.</summary>
    public Task IsInPhaseAsync(string phase) => _page.WaitForSelectorAsync($"body[data-phase={phase}].has-picture");

    public async Task<string> TextAsync(string id) => await _page.TextContentAsync($"#{id}") ?? "";

    /// <summary>Waits until an element's text contains this.</summary>
    public Task TellsAsync(string id, string text) =>
        Assertions.Expect(_page.Locator($"#{id}")).ToContainTextAsync(
            text, new LocatorAssertionsToContainTextOptions { Timeout = PatienceMs });

    public Task IsGoneAsync(string id) =>
        Assertions.Expect(_page.Locator($"#{id}")).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = PatienceMs });

    public Task<string> ValueAsync(string id) => _page.InputValueAsync($"#{id}");

    public Task TypeAsync(string id, string text) => _page.FillAsync($"#{id}", text);

    /// <summary>Saves the picture with the key and returns the file.</summary>
    public async Task<byte[]> SavePictureAsync()
    {
        IDownload download = await _page.RunAndWaitForDownloadAsync(() => _page.Keyboard.PressAsync("s"));
        Assert.Matches("^screenshare-[0-9]{8}-[0-9]{6}\\.png$", download.SuggestedFilename);
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }
}
