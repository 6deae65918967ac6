using Microsoft.Playwright;
using ScreenShare.TestPrograms;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>Debian's browser without a window, driven by Playwright, which downloads nothing. Disposing ends it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    // Nothing of the machine's graphics, and no traffic of the browser's own.
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowserContext _context;
    private readonly DirectoryInfo _profile;

    private Chromium(IPlaywright playwright, IBrowserContext context, DirectoryInfo profile) =>
        (_playwright, _context, _profile) = (playwright, context, profile);

    /// <summary>Skips the test where there is no Chromium.</summary>
    public static async Task<Chromium> StartAsync()
    {
        string program = Programs.Require("chromium", "chromium");
        DirectoryInfo profile = Directory.CreateTempSubdirectory("screenshare-chromium-");
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowserContext context = await playwright.Chromium.LaunchPersistentContextAsync(
            profile.FullName,
            new BrowserTypeLaunchPersistentContextOptions
            {
                ExecutablePath = program,
                Args = Arguments,
                ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
            });
        context.SetDefaultTimeout(60_000);
        return new Chromium(playwright, context, profile);
    }

    public async Task<BrowserPage> OpenAsync(string address)
    {
        var page = new BrowserPage(await _context.NewPageAsync());
        await page.GoToAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _playwright.Dispose();
        _profile.Delete(recursive: true);
    }
}
