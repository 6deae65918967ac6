using System.Runtime.Intrinsics;

namespace ScreenShare.Frames.Png;

/// <summary>
/// Foretells 32 bytes of a row from the bytes one pixel to the left, above, and above to the left (a, b and c in PNG,
/// clause 9.2). A type parameter rather than an argument, so that the loop around it is compiled for each.
/// </summary>
internal interface IPngPredictor
{
    static abstract PngFilter Filter { get; }

    static abstract Vector256<byte> Predict(Vector256<byte> left, Vector256<byte> above, Vector256<byte> aboveLeft);
}

internal readonly struct NonePredictor : IPngPredictor
{
    public static PngFilter Filter => PngFilter.None;

    public static Vector256<byte> Predict(Vector256<byte> left, Vector256<byte> above, Vector256<byte> aboveLeft) => default;
}

internal readonly struct SubPredictor : IPngPredictor
{
    public static PngFilter Filter => PngFilter.Sub;

    public static Vector256<byte> Predict(Vector256<byte> left, Vector256<byte> above, Vector256<byte> aboveLeft) => left;
}

internal readonly struct UpPredictor : IPngPredictor
{
    public static PngFilter Filter => PngFilter.Up;

    public static Vector256<byte> Predict(Vector256<byte> left, Vector256<byte> above, Vector256<byte> aboveLeft) => above;
}

/// <summary>
/// The one of the three that is nearest to left + above - aboveLeft. Done in bytes: where left and above lie on the
/// same side of aboveLeft, its distance is the sum of theirs and it cannot win; elsewhere it is their difference.
/// </summary>
internal readonly struct PaethPredictor : IPngPredictor
{
    public static PngFilter Filter => PngFilter.Paeth;

    public static Vector256<byte> Predict(Vector256<byte> left, Vector256<byte> above, Vector256<byte> aboveLeft)
    {
        Vector256<byte> toLeft = Distance(above, aboveLeft);
        Vector256<byte> toAbove = Distance(left, aboveLeft);
        Vector256<byte> sameSide = ~(AtMost(left, aboveLeft) ^ AtMost(above, aboveLeft));
        Vector256<byte> toAboveLeft = Distance(toLeft, toAbove) | sameSide;

        Vector256<byte> aboveOrCorner = Vector256.ConditionalSelect(AtMost(toAbove, toAboveLeft), above, aboveLeft);
        return Vector256.ConditionalSelect(AtMost(toLeft, Vector256.Min(toAbove, toAboveLeft)), left, aboveOrCorner);
    }

    /// <summary>The same for half as many bytes; for undoing, which goes pixel by pixel.</summary>
    public static Vector128<byte> Predict(Vector128<byte> left, Vector128<byte> above, Vector128<byte> aboveLeft)
    {
        Vector128<byte> toLeft = Distance(above, aboveLeft);
        Vector128<byte> toAbove = Distance(left, aboveLeft);
        Vector128<byte> sameSide = ~(AtMost(left, aboveLeft) ^ AtMost(above, aboveLeft));
        Vector128<byte> toAboveLeft = Distance(toLeft, toAbove) | sameSide;

        Vector128<byte> aboveOrCorner = Vector128.ConditionalSelect(AtMost(toAbove, toAboveLeft), above, aboveLeft);
        return Vector128.ConditionalSelect(AtMost(toLeft, Vector128.Min(toAbove, toAboveLeft)), left, aboveOrCorner);
    }

    private static Vector256<byte> Distance(Vector256<byte> x, Vector256<byte> y) => Vector256.Max(x, y) - Vector256.Min(x, y);

    private static Vector256<byte> AtMost(Vector256<byte> x, Vector256<byte> y) => Vector256.Equals(Vector256.Min(x, y), x);

    private static Vector128<byte> Distance(Vector128<byte> x, Vector128<byte> y) => Vector128.Max(x, y) - Vector128.Min(x, y);

    private static Vector128<byte> AtMost(Vector128<byte> x, Vector128<byte> y) => Vector128.Equals(Vector128.Min(x, y), x);
}
