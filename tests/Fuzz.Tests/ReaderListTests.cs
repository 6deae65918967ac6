using System.Reflection;
using System.Text.RegularExpressions;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.CommandLine;
using ScreenShare.Frames;
using ScreenShare.Swarm.Node;
using ScreenShare.Viewer;
using ScreenShare.Viewer.Console;
using ScreenShare.Viewer.Gui.Feed;

namespace ScreenShare.Fuzz.Tests;

/// <summary>No reader is forgotten: whoever adds one is told here to have it read damaged bytes too.</summary>
public sealed partial class ReaderListTests
{
    private static readonly Assembly[] Products =
    [
        typeof(SwarmNode).Assembly, typeof(Picture).Assembly, typeof(TypedLimit).Assembly, typeof(ViewerSession).Assembly,
        typeof(ConsoleCommand).Assembly, typeof(PictureFeed).Assembly, typeof(SourceName).Assembly,
    ];

    /// <summary>Read elsewhere, with where; or not what anybody else can choose.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["ConnectionReader.Read"] = "whole conversations: StreamFuzzTests",
        ["CompactAddress.Read"] = "six or eighteen bytes, by PeerExchangeMessage and PeersMessage",
        ["ExtensionHandshakeReader.TryRead"] = "by ExtensionHandshake",
        ["JoinLinkReader.TryRead"] = "by JoinLink",
        ["Base32.TryRead"] = "an infohash in letters, by JoinLink and PastedLinks",
        ["OutputStream.Read"] = "a stream that is only written to",
        ["Hash256.Read"] = "thirty-two bytes, by Manifest and FrameIndexReader",
        ["SessionId.Read"] = "sixteen bytes, by Manifest",
        ["ConnectionToken.Read"] = "sixteen bytes, by ExtensionHandshakeReader",
        ["Infohash.Read"] = "twenty bytes, by Handshake",
        ["DhtId.Read"] = "twenty bytes, by KrpcReader",
        ["PeerId.Read"] = "twenty bytes, by Handshake",
        ["FrameIdFormat.TryRead"] = "by Have, KeyHave, BitfieldMessage",
        ["ChunkIdFormat.TryRead"] = "by Request, PieceMessage, Cancel, Reject",
        ["IPixelReader.TryRead"] = "pixels, from the X server that this program is a client of",
        ["PlainPixelReader.TryRead"] = "the same",
        ["SharedPixelReader.TryRead"] = "the same",
        ["LayerState.TryApply"] = "by each layer's payload",
        ["PictureFile.Read"] = "a file that the user named, and a library that reads it: PictureFaultTests",
        ["PictureFile.ReadHead"] = "the same",
        ["PictureFile.Decode"] = "the same",
    };

    [Fact]
    public void Every_reader_is_fuzzed_or_says_where_it_is()
    {
        HashSet<string> covered = [.. AllReaders.ByName.Values.SelectMany(reader => reader.Covers), .. Elsewhere.Keys];

        string[] missing = [.. Readers().Where(name => !covered.Contains(name)).Distinct().Order()];

        Assert.True(missing.Length == 0, $"Not fuzzed: {string.Join(", ", missing)}. Add them to {nameof(AllReaders)}.");
    }

    [Fact]
    public void What_is_said_to_be_fuzzed_is_there()
    {
        HashSet<string> there = [.. Products.SelectMany(product => product.GetTypes()).SelectMany(Methods)
            .Select(method => $"{method.DeclaringType?.Name}.{method.Name}")];

        Assert.All(
            AllReaders.ByName.Values.SelectMany(reader => reader.Covers).Concat(Elsewhere.Keys), name => Assert.Contains(name, there));
    }

    /// <summary>By the names of the house: what begins so and takes bytes or text reads what somebody else made.</summary>
    private static IEnumerable<string> Readers() =>
        from product in Products
        from type in product.GetTypes()
        where !type.Name.Contains('<', StringComparison.Ordinal)
        from method in Methods(type)
        where !method.IsPrivate && ReaderName().IsMatch(method.Name) && TakesInput(method)
        select $"{type.Name}.{method.Name}";

    private static MethodInfo[] Methods(Type type) => type.GetMethods(
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static bool TakesInput(MethodInfo method) =>
        method.DeclaringType?.Name.EndsWith("Reader", StringComparison.Ordinal) == true
        || method.GetParameters().Any(parameter => !parameter.IsOut && IsInput(parameter.ParameterType));

    private static bool IsInput(Type type)
    {
        Type plain = type.IsByRef ? type.GetElementType()! : type; // by reference, so there is one
        return plain == typeof(ReadOnlySpan<byte>) || plain == typeof(Span<byte>) || plain == typeof(ReadOnlyMemory<byte>)
            || plain == typeof(byte[]) || plain == typeof(string) || plain == typeof(ReadOnlySpan<char>);
    }

    [GeneratedRegex("^(Try)?(Read|Parse|Decode|Inflate|Undo|Wrap|Unpack|Split|Apply)")]
    private static partial Regex ReaderName();
}
