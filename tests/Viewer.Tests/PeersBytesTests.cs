using System.Reflection;
using ScreenShare.CommandLine;
using ScreenShare.Frames;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Viewer.CommandLine;
using ScreenShare.Viewer.Console;

namespace ScreenShare.Viewer.Tests;

/// <summary>Decision 1: ImageSharp is for files that a person named. What handles bytes of peers does not know it.</summary>
public sealed class PeersBytesTests
{
    private const string ImageSharp = "SixLabors.ImageSharp";

    public static TheoryData<Type> HandlersOfPeersBytes =>
        [typeof(Picture), typeof(SwarmNode), typeof(NodeHost), typeof(ViewerSession), typeof(ViewerSettings), typeof(PrintableText)];

    [Theory]
    [MemberData(nameof(HandlersOfPeersBytes))]
    public void ImageSharp_is_kept_from_what_handles_bytes_of_peers(Type type) =>
        Assert.DoesNotContain(ReferencesOf(type.Assembly), name => name == ImageSharp);

    [Fact]
    public void It_is_known_where_snapshots_are_written() => Assert.Contains(ImageSharp, ReferencesOf(typeof(SnapshotFormat).Assembly));

    private static IEnumerable<string?> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name);
}
