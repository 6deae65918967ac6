using System.Reflection;

namespace ScreenShare.Viewer.Gui.Web;

/// <summary>The page's files, which are inside the program.</summary>
internal sealed class PageFiles
{
    private const string Index = "index.html";

    private readonly Dictionary<string, PageFile> _files = [];

    public PageFiles()
    {
        Assembly assembly = typeof(PageFiles).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!; // not null: it was just listed
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            _files.Add(name, new PageFile(ContentType(name), bytes.ToArray()));
        }
    }

    /// <summary>Null when there is no such file. The empty name is the page itself.</summary>
    public PageFile? Find(string name) => _files.GetValueOrDefault(name.Length == 0 ? Index : name);

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"{name} is of a kind that browsers must be told of: add it here."),
    };
}

internal sealed record PageFile(string ContentType, byte[] Bytes);
