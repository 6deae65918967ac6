using System.Buffers.Binary;
using System.Text;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Demo;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Defaults;
using ScreenShare.Frames;
using ScreenShare.Swarm.Identity;
using ScreenShare.Viewer.Console;
using ScreenShare.Viewer.Gui.Feed;

namespace ScreenShare.Fuzz.Tests;

/// <summary>What people type and paste, and what other programs and pages hand over.</summary>
internal static class TypedReaders
{
    private const string Link = "magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&dn=Screen%20of%20Ada"
        + "&x.pe=192.0.2.7:6881&x.pe=[2001:db8::7]:6881&x.pe=example.org:6881&ss.k=000102030405060708090a0b0c0d0e0f";

    /// <summary>Each known word is compared with what was typed.</summary>
    private const int NearWordsBytes = 32 * 1024;

    private static readonly string[] Pasted =
    [
        $"Look at this: <{Link}>, starting now!",
        $"> {Link.Replace("&", "&amp;amp;", StringComparison.Ordinal)}",
        Uri.EscapeDataString(Link),
        $"watch {OwnScheme(Link).Replace(":?", "://?", StringComparison.Ordinal)} with me",
        "magnet:?xt=urn:btih:AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT&dn=Ada",
    ];

    public static IEnumerable<FuzzedReader> All =>
    [
        Text("join link", ["JoinLink.TryParse"], [Link, RealLink(), OwnScheme(Link)], ReadLink)
            with { AllocatedMax = 64 * 1024, AllocatedPerByteMax = 200 },
        Text("text with a link in it", ["PastedLinks.TryRead", "PastedText.UndoEscapes"], Pasted, ReadPasted)
            with { AllocatedMax = 256 * 1024, AllocatedPerByteMax = 400 },
        Text("endpoint", ["PeerEndpoint.TryParse"], ["192.0.2.7:6881", "[2001:db8::7]:6881", "example.org:6881"], text =>
        {
            if (PeerEndpoint.TryParse(text, out PeerEndpoint endpoint))
                Assert.True(PeerEndpoint.TryParse(endpoint.ToString(), out PeerEndpoint again) && again == endpoint);
        }),
        Text("written address", ["WrittenAddress.TryParseIP", "WrittenAddress.TryParsePort"], ["192.0.2.7", "2001:db8::7", "6881"], text =>
        {
            Assert.Equal(WrittenAddress.TryParseIP(text, out System.Net.IPAddress? ip), ip is not null);
            if (WrittenAddress.TryParsePort(text, out ushort port))
                Assert.Equal(text, port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }),
        Text("address", ["PeerAddress.TryParse"], ["192.0.2.7:6881", "[2001:db8::7]:6881"], text =>
        {
            if (PeerAddress.TryParse(text, out PeerAddress address))
                Assert.True(PeerAddress.TryParse(address.ToString(), out PeerAddress again) && again == address);
        }),
        Text("address to block", ["AddressRule.TryParse"], ["192.0.2.7", "192.0.2.7:6881", "2001:db8::7"], text =>
        {
            if (AddressRule.TryParse(text, out AddressRule rule))
                Assert.True(AddressRule.TryParse(rule.ToString(), out AddressRule again) && again == rule);
        }),
        Text("rate", ["TransferRate.TryParse", "TypedRate.TryParse", "TypedLimit.TryParse"], ["500k", "2M", "1.5 G", "none"], text =>
        {
            Assert.Equal(TypedRate.TryParse(text, out _, out string question), question.Length == 0);
            Assert.Equal(TransferRate.TryParse(text, out long rate), rate > 0);
            Assert.Equal(TypedLimit.TryParse(text, out _, out string complaint), complaint.Length == 0);
        }) with { AllocatedPerByteMax = 64 },
        Text("command to a viewer", ["ConsoleCommand.Parse"], ["block 192.0.2.7", "limit upload 500k", "peers", "s"], text =>
            Assert.NotNull(ConsoleCommand.Parse(text))) with { AllocatedMax = NearWordsBytes },
        Text("command to a broadcaster", ["BroadcastCommand.Parse"], ["limit upload none", "quit"], text =>
            Assert.NotNull(BroadcastCommand.Parse(text))) with { AllocatedMax = NearWordsBytes },
        Text("configuration file", ["ConfigText.TryParse"], ["# mine\nfps = 20\n[share]\ntitle = \"Talk\"\r\nno-pointer=true\n"], text =>
        {
            bool read = ConfigText.TryParse(text, out IReadOnlyList<ConfigEntry> entries, out string complaint);
            Assert.Equal(read, complaint.Length == 0);
            Assert.All(entries, entry => Assert.True(entry is { Name.Length: > 0, Line: > 0 }));
        }) with { AllocatedMax = 64 * 1024, AllocatedPerByteMax = 200 },
        Text("name of a room", ["RoomName.TryParse"], ["desk", "a.b-c", "con.txt"], text =>
        {
            bool read = RoomName.TryParse(text, isForWindows: true, out RoomName name, out string complaint);
            Assert.Equal((read, read ? text : ""), (complaint.Length == 0, name.ToString()));
        }),
        Text("file of a room", ["RoomText.TryRead"], [RoomFile()], text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            bool read = RoomText.TryRead(bytes, out RoomText? room, out string problem);
            Assert.Equal(read, problem.Length == 0);
            if (room is not null) Assert.Equal(bytes, room.Write());
        }) with { AllocatedMax = 32 * 1024, AllocatedPerByteMax = 64 },
        Text("source", ["SourceName.TryParse"], ["screen:1", "region:10,10,300x200", "file:a.mp4", "raw:64x48", "test"], text =>
            Assert.Equal(SourceName.TryParse(text, out SourceName? name, out string? error), name is not null && error is null)),
        Text("host to name in the link", ["AdvertisedHost.TryParse"], ["example.org", "192.0.2.7:6881", "[2001:db8::7]"], text =>
            Assert.Equal(AdvertisedHost.TryParse(text, out AdvertisedHost host), host != default)),
        Text("line of a viewer", ["ViewerLine.Parse"], ["""{"event":"frame","frame":1,"delayMs":2.5,"digest":"00"}"""], text =>
            ViewerLine.Parse(text)) with { AllocatedMax = 64 * 1024 },
        Text("keys", ["TypedLine.Handle"], ["limit upload 500k", "q"], TypeKeys) with { AllocatedPerByteMax = 2000 },
        Text("words of a page", ["LimitWishes.Answer"], ["limit upload 500k", "limit download none"], text =>
        {
            if (new LimitWishes().Answer(text) is { } answer)
                Assert.Contains("complaint", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        }) with { AllocatedMax = 64 * 1024, AllocatedPerByteMax = 64 },
        new("number of a page", ["PageCredit.TryReturn"], [[1, 0, 0, 0], [2, 0, 0, 0]], ReturnCredit),
        new("raw pictures", ["RawSource.CaptureAsync"], [[.. Enumerable.Range(0, 3 * 4 * 4 * 4).Select(i => (byte)i)]], CaptureRaw),
    ];

    private static FuzzedReader Text(string name, string[] covers, string[] samples, Action<string> read) =>
        new(name, covers, [.. samples.Select(Encoding.UTF8.GetBytes)], bytes => read(Encoding.UTF8.GetString(bytes)));

    private static string RoomFile() =>
        Encoding.ASCII.GetString(new RoomText(new byte[Swarm.Trust.BroadcasterKeys.SecretBytes], 1_764_000_000_000).Write());

    private static string OwnScheme(string link) => link.Replace("magnet:", "screenshare:", StringComparison.Ordinal);

    private static string RealLink()
    {
        using var studio = new Swarm.Tests.Node.Studio(slots: 1);
        Assert.True(PeerEndpoint.TryParse("192.0.2.7:6881", out PeerEndpoint peer));
        return new JoinLink(studio.Keys.Public.Infohash, "Ada's screen", [peer], [], studio.Keys.Content).ToLinkText();
    }

    private static void ReadLink(string text)
    {
        bool read = JoinLink.TryParse(text, out JoinLink? link, out string error);
        Assert.Equal(read, error.Length == 0);
        if (link is not null) Assert.True(JoinLink.TryParse(link.ToLinkText(), out JoinLink? again, out _) && link.Equals(again));
    }

    private static void ReadPasted(string text)
    {
        bool read = PastedLinks.TryRead(text, out JoinLink? link, out string error);
        Assert.Equal(read, link is not null && error.Length == 0);
        Assert.True(PastedText.UndoEscapes(text).Length <= text.Length);
    }

    private static void TypeKeys(string text)
    {
        var line = new TypedLine("q");
        foreach (char typed in text)
            line.Handle(new ConsoleKeyInfo(typed, typed == '\n' ? ConsoleKey.Enter : ConsoleKey.None, false, false, false));
        Assert.InRange(line.Text.Length, 0, 100);
    }

    private static void ReturnCredit(byte[] bytes)
    {
        var credit = new PageCredit();
        uint drawn = 0, sent = credit.Spend();
        for (int at = 0; at + 4 <= bytes.Length; at += 4)
        {
            uint number = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
            bool canBe = number >= drawn && number <= sent;
            Hold.That(credit.TryReturn(number) == canBe);
            drawn = canBe ? number : drawn;
            Hold.That(credit.IsLeft == (sent - drawn < PageCredit.MessagesMax));
        }
    }

    private static void CaptureRaw(byte[] bytes)
    {
        var size = new PictureSize(4, 4);
        var picture = new Picture(size);
        using var source = new RawSource(new MemoryStream(bytes), size);
        int frames = 0;
        while (source.CaptureAsync(picture, CancellationToken.None).AsTask().GetAwaiter().GetResult() == CaptureOutcome.Captured)
            frames++;
        Assert.Equal(bytes.Length / picture.Pixels.Length, frames);
        Assert.NotNull(source.EndReason);
    }
}
