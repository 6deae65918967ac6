using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>What a window says under one name; of no type when it says nothing there.</summary>
/// <param name="Type">An atom: how the bytes are meant.</param>
/// <param name="Format">8, 16 or 32 bits an item.</param>
/// <param name="Value">Items of 32 bits in C longs, as Xlib gives them.</param>
internal readonly record struct WindowProperty(nuint Type, int Format, byte[] Value)
{
    public static WindowProperty None => new(0, 8, []);

    /// <summary>Windows, atoms, cardinals; empty where the items are of another size.</summary>
    public ReadOnlySpan<nuint> Numbers => Format == 32 ? MemoryMarshal.Cast<byte, nuint>(Value) : [];

    /// <summary>Empty where it is no text.</summary>
    public ReadOnlySpan<byte> Text => Format == 8 ? Value : [];
}
