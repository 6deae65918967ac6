using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScreenShare.Frames.Png;

/// <summary>Turns filtered rows back into plain ones, in place (PNG, clause 9.2). Filter bytes come from outside.</summary>
internal static class PngUnfilter
{
    /// <summary>False when a row has a filter that PNG does not have. Filter bytes stay where they are.</summary>
    /// <param name="rows">Whole rows, filter bytes included.</param>
    /// <param name="rowBytes">Length of one, filter byte included.</param>
    /// <param name="pixelBytes">Distance to the left neighbour: 3 for true colour, 1 for indices.</param>
    public static bool TryUndo(Span<byte> rows, int rowBytes, int pixelBytes)
    {
        Debug.Assert(rows.Length % rowBytes == 0 && rowBytes > 1);
        Span<byte> above = default;
        for (int start = 0; start < rows.Length; start += rowBytes)
        {
            Span<byte> row = rows.Slice(start + 1, rowBytes - 1);
            switch ((PngFilter)rows[start])
            {
                case PngFilter.None: break;
                case PngFilter.Sub: UndoSub(row, pixelBytes); break;
                case PngFilter.Up: UndoUp(row, above); break;
                case PngFilter.Average: UndoAverage(row, above, pixelBytes); break;
                case PngFilter.Paeth: UndoPaeth(row, above, pixelBytes); break;
                default: return false;
            }
            above = row;
        }
        return true;
    }

    private static void UndoSub(Span<byte> row, int pixelBytes)
    {
        for (int i = pixelBytes; i < row.Length; i++) row[i] += row[i - pixelBytes];
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        if (above.IsEmpty) return; // Above the first row everything is 0.

        Debug.Assert(above.Length == row.Length);
        int i = 0;
        for (; i + Vector256<byte>.Count <= row.Length; i += Vector256<byte>.Count)
        {
            ref byte target = ref MemoryMarshal.GetReference(row);
            Vector256<byte> sum = Vector256.LoadUnsafe(ref target, (nuint)i)
                + Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(above), (nuint)i);
            sum.StoreUnsafe(ref target, (nuint)i);
        }
        for (; i < row.Length; i++) row[i] += above[i];
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int a = i < pixelBytes ? 0 : row[i - pixelBytes];
            int b = above.IsEmpty ? 0 : above[i];
            row[i] += (byte)((a + b) / 2);
        }
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (above.IsEmpty)
        {
            UndoSub(row, pixelBytes); // With nothing above, the nearest is always the left one.
            return;
        }

        Debug.Assert(above.Length == row.Length);
        if (pixelBytes == PixelOrder.RgbBytes)
        {
            UndoTrueColourPaeth(row, above);
            return;
        }
        int lead = Math.Min(pixelBytes, row.Length);
        for (int i = 0; i < lead; i++) row[i] += above[i]; // With nothing to the left, the one above.
        for (int i = lead; i < row.Length; i++)
            row[i] += Paeth(row[i - pixelBytes], above[i], above[i - pixelBytes]);
    }

    // A pixel at a time, its three bytes side by side in a vector: each waits for the one to its left.
    private static void UndoTrueColourPaeth(Span<byte> row, ReadOnlySpan<byte> above)
    {
        Vector128<byte> left = default;
        Vector128<byte> aboveLeft = default;
        int i = 0;
        for (; i + sizeof(uint) <= row.Length; i += PixelOrder.RgbBytes)
        {
            Vector128<byte> up = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(above[i..])).AsByte();
            Vector128<byte> difference = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(row[i..])).AsByte();
            left = difference + PaethPredictor.Predict(left, up, aboveLeft);
            aboveLeft = up;

            // Three bytes: the fourth is the next pixel's.
            uint pixel = left.AsUInt32().ToScalar();
            row[i] = (byte)pixel;
            row[i + 1] = (byte)(pixel >> 8);
            row[i + 2] = (byte)(pixel >> 16);
        }

        // The last pixel has no fourth byte.
        for (; i < row.Length; i++)
        {
            bool first = i < PixelOrder.RgbBytes;
            row[i] += first ? above[i] : Paeth(row[i - PixelOrder.RgbBytes], above[i], above[i - PixelOrder.RgbBytes]);
        }
    }

    private static byte Paeth(int a, int b, int c)
    {
        int toA = Math.Abs(b - c);
        int toB = Math.Abs(a - c);
        int toC = Math.Abs(a + b - c - c);
        if (toA <= toB && toA <= toC) return (byte)a;
        return (byte)(toB <= toC ? b : c);
    }
}
