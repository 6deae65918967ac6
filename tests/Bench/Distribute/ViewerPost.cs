using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ScreenShare.Bench.Distribute;

/// <summary>The source's side of the line to one viewer: sorts what comes in by what it answers.</summary>
internal sealed class ViewerPost(ControlLine line, int index) : IDisposable
{
    // Bounded by the frames of a run: one release each, and one answer to each question.
    private readonly Channel<(uint Frame, long Timestamp, string Digest)> _releases = Channel.CreateUnbounded<(uint, long, string)>();
    private readonly Channel<string[]> _answers = Channel.CreateUnbounded<string[]>();

    /// <summary>From 1.</summary>
    public int Index => index;

    public Task SendAsync(string words, CancellationToken cancellation) => line.SendAsync(words, cancellation);

    /// <summary>Reads until the viewer is gone.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        while (await line.ReadAsync(cancellation) is [var verb, .. var rest])
        {
            if (verb == "done") _releases.Writer.TryWrite(((uint)Number(rest[0]), Number(rest[1]), rest[2]));
            else _answers.Writer.TryWrite([verb, .. rest]);
        }

        _releases.Writer.TryComplete();
        _answers.Writer.TryComplete();
    }

    public async Task<string[]> AnswerAsync(string verb, CancellationToken cancellation)
    {
        string[] words = await _answers.Reader.ReadAsync(cancellation);
        return words[0] == verb ? words : throw new UnreachableException($"viewer {index} said {words[0]} where {verb} was due");
    }

    /// <summary>
    /// What it released since it was last asked, up to this frame: when, in timestamps, and the digest of what it opened.
    /// </summary>
    public async IAsyncEnumerable<(uint Frame, long Timestamp, string Digest)> ReleasesToAsync(
        uint frame, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach ((uint Frame, long Timestamp, string Digest) release in _releases.Reader.ReadAllAsync(cancellation))
        {
            yield return release;
            if (release.Frame == frame) yield break;
        }

        throw new EndOfStreamException($"viewer {index} has ended before it released frame {frame}");
    }

    public void Dispose() => line.Dispose();

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
