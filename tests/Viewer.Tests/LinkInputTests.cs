using ScreenShare.Viewer.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class LinkInputTests
{
    private const string Link = "magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw";

    [Fact]
    public async Task The_line_that_completes_a_link_is_the_last_that_is_read()
    {
        var input = new StringReader($"\nHello,\n\n{Link[..50]}\n{Link[50..]}\nblock 192.0.2.7\n");

        string text = await ReadAsync(input);

        Assert.EndsWith(Link[50..] + "\n", text, StringComparison.Ordinal);
        Assert.Equal("block 192.0.2.7", input.ReadLine());
    }

    [Fact]
    public async Task A_person_is_asked_for_the_rest_and_ends_with_an_empty_line()
    {
        var prompt = new StringWriter();
        var input = new StringReader($"\n{Link[..50]}\n\nmore");

        Assert.Equal(Link[..50] + "\n", await ReadAsync(input, prompt));

        Assert.Contains("not the whole link", prompt.ToString(), StringComparison.Ordinal);
        Assert.Equal("more", input.ReadLine());
    }

    [Fact]
    public async Task Without_a_link_all_of_the_input_is_read_up_to_a_bound()
    {
        Assert.Equal("", await ReadAsync(new StringReader("")));
        Assert.Equal("no\n\nlink\n", await ReadAsync(new StringReader("no\n\nlink")));
        string text = await ReadAsync(new StringReader(string.Concat(Enumerable.Repeat("no link in this line\n", 10_000))));
        Assert.InRange(text.Length, 64 << 10, (64 << 10) + 100);
    }

    private static Task<string> ReadAsync(StringReader input, StringWriter? prompt = null) =>
        new LinkInput(input, prompt, TimeProvider.System).ReadAsync(TestContext.Current.CancellationToken);
}
