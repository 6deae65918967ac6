using System.Globalization;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>A browser window on a display with a page that moves for some seconds and stands still. Disposing kills it.</summary>
internal sealed class XBrowser : IAsyncDisposable
{
    /// <summary>Of the window, once the page moves no more.</summary>
    public const string TitleAtRest = "a page at rest";

    /// <summary>Of the page, as BGRA; nothing else on these screens has it.</summary>
    public static readonly byte[] Background = [0x5a, 0xc8, 0xe6, 0xff];

    private const string Page = """
        <!doctype html><meta charset="utf-8"><title>a moving page</title>
        <style>
          body { margin: 0; background: #e6c85a; font: 18px sans-serif; overflow: hidden }
          #moving { position: absolute; top: 300px; width: 180px; height: 120px; background: linear-gradient(135deg, #024, #f6c) }
        </style>
        <h1>A page in a browser</h1><p>The quick brown fox jumps over the lazy dog. <b id="count">0</b></p><div id="moving"></div>
        <script>
          let step = 0;
          function move() {
            document.getElementById('count').textContent = ++step;
            document.getElementById('moving').style.left = 4 * step + 'px';
            if (step < 100) requestAnimationFrame(move);
            else setTimeout(() => document.title = 'a page at rest', 1000); // long after the last step was drawn
          }
          requestAnimationFrame(move);
        </script>
        """;

    // Works as root; no traffic of the browser's own; no bar that warns of these very options.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--test-type", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-breakpad", "--ozone-platform=x11", "--force-device-scale-factor=1",
    ];

    private readonly XProgram _program;
    private readonly DirectoryInfo _folder;

    private XBrowser(XProgram program, DirectoryInfo folder) => (_program, _folder) = (program, folder);

    /// <summary>A window of 700 x 500 pixels without its frame.</summary>
    public static XBrowser Start(XServer server, int x, int y)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("screenshare-browser-");
        string page = Path.Combine(folder.FullName, "page.html");
        File.WriteAllText(page, Page);
        string place = string.Create(CultureInfo.InvariantCulture, $"--window-position={x},{y}");
        string profile = $"--user-data-dir={Path.Combine(folder.FullName, "profile")}";
        string[] own = [profile, place, "--window-size=700,500", $"--app={new Uri(page)}"];
        return new XBrowser(XProgram.Start(server, "chromium", "chromium", [.. Arguments, .. own]), folder);
    }

    public async ValueTask DisposeAsync()
    {
        _program.Dispose();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (int triesLeft = 100; ; triesLeft--)
        {
            try
            {
                _folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (triesLeft > 0)
            {
                await look.WaitForNextTickAsync(); // one of its processes is still on its way out, and writes
            }
        }
    }
}
