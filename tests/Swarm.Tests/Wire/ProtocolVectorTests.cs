namespace ScreenShare.Swarm.Tests.Wire;

/// <summary>Compares the writers with section 10 of the protocol. The decoders' tests read the same bytes back.</summary>
public sealed class ProtocolVectorTests
{
    private const string Section = "## 10. Test vectors";

    [Fact]
    public void The_document_and_the_writers_agree_on_every_byte()
    {
        Dictionary<string, string> documented = ReadVectors();

        Assert.Equal(Samples.Messages.Keys.Order(), documented.Keys.Order());
        foreach ((string name, byte[] written) in Samples.Messages)
            Assert.Equal((name, documented[name]), (name, Convert.ToHexStringLower(written)));
    }

    /// <summary>A name at the margin, then its bytes in indented lines of hexadecimal digits.</summary>
    private static Dictionary<string, string> ReadVectors()
    {
        Dictionary<string, string> vectors = [];
        string name = "";
        IEnumerable<string> block = File.ReadLines(FindDocument())
            .SkipWhile(line => line != Section)
            .SkipWhile(line => line != "```").Skip(1)
            .TakeWhile(line => line != "```");
        foreach (string line in block)
        {
            if (line.StartsWith("  ", StringComparison.Ordinal)) vectors[name] += line.Trim();
            else vectors[name = line] = "";
        }

        return vectors;
    }

    private static string FindDocument()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "docs", "wire-protocol.md");
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException("docs/wire-protocol.md is in no folder above the tests: run them inside a checkout.");
    }
}
