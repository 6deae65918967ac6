using System.Numerics;
using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>Copies pixels whose fourth byte may hold anything; a <see cref="Frames.Picture"/> has 255 there.</summary>
internal static class OpaquePixels
{
    private const uint Opaque = 0xFF000000;

    /// <summary>Copies BGRX pixels and sets alpha to 255.</summary>
    /// <param name="from">Whole pixels.</param>
    /// <param name="to">At least as long.</param>
    public static void Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        ReadOnlySpan<uint> source = MemoryMarshal.Cast<byte, uint>(from);
        Span<uint> target = MemoryMarshal.Cast<byte, uint>(to)[..source.Length];
        int done = 0;
        var opaque = new Vector<uint>(Opaque);
        for (; done <= source.Length - Vector<uint>.Count; done += Vector<uint>.Count)
            (new Vector<uint>(source[done..]) | opaque).CopyTo(target[done..]);
        for (; done < source.Length; done++)
            target[done] = source[done] | Opaque;
    }
}
