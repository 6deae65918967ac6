namespace ScreenShare.Broadcaster.Demo;

/// <summary>What the demo's broadcaster has published and when, to compare with what viewers showed. Owned by the demo's loop.</summary>
internal sealed class PublishedPictures
{
    private readonly Dictionary<uint, (string? Digest, TimeSpan At)> _pictures = []; // by frame number; heartbeats have numbers too
    private TimeSpan _newestAt;

    public int Count => _pictures.Count;

    /// <summary>The newest frame with a picture; 0 before the first.</summary>
    public uint Newest { get; private set; }

    public string? NewestDigest => _pictures.TryGetValue(Newest, out var newest) ? newest.Digest : null;

    /// <param name="at">Since the demo began; it does not go back.</param>
    public void Add(uint frame, string? digest, TimeSpan at)
    {
        _pictures[frame] = (digest, at);
        (Newest, _newestAt) = (frame, at);
    }

    /// <param name="since">The newest frame when the viewer joined.</param>
    public PicturesSeen SeenBy(IReadOnlyList<ShownPicture> shown, uint since)
    {
        int wrong = shown.Count(picture => _pictures.TryGetValue(picture.Frame, out var own) && own.Digest != picture.Digest);
        int published = _pictures.Keys.Count(frame => frame > since);
        if (published == 0) return new PicturesSeen(0, 0, wrong, TimeSpan.Zero);
        uint[] frames =
            [.. shown.Select(picture => picture.Frame).Where(frame => frame > since && _pictures.ContainsKey(frame)).Distinct().Order()];
        TimeSpan from = _pictures.Where(own => own.Key > since).Min(own => own.Value.At);
        return new PicturesSeen(published, frames.Length, wrong, LongestBetween(frames, from));
    }

    private TimeSpan LongestBetween(uint[] frames, TimeSpan from)
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (TimeSpan at in frames.Select(frame => _pictures[frame].At).Append(_newestAt))
        {
            if (at - from > longest) longest = at - from;
            from = at;
        }

        return longest;
    }
}

/// <param name="Published">Pictures from when the viewer joined to the end.</param>
/// <param name="Shown">Of those, how many it showed.</param>
/// <param name="Wrong">Shown pictures that were not the broadcaster's.</param>
/// <param name="StoodStill">The longest time in which pictures were published and it showed none of them.</param>
internal readonly record struct PicturesSeen(int Published, int Shown, int Wrong, TimeSpan StoodStill);
