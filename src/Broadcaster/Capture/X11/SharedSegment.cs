using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>Memory attached by this process and by the X server; gone when both have let go of it, however they end.</summary>
internal sealed unsafe class SharedSegment : IDisposable
{
    private readonly XDisplay _display;

    private SharedSegment(XDisplay display, int length, XShmSegmentInfo* description)
    {
        _display = display;
        Length = length;
        Description = description;
    }

    public int Length { get; }

    /// <summary>Xlib keeps a pointer to it, so it does not move.</summary>
    public XShmSegmentInfo* Description { get; private set; }

    public byte* Bytes => (byte*)Description->Address;

    /// <returns>Null if either side cannot attach it.</returns>
    public static SharedSegment? TryCreate(XDisplay display, int length)
    {
        int id = LibC.SharedMemoryGet(LibC.PrivateKey, (nuint)length, LibC.CreateForOwnerOnly);
        if (id < 0) return null;
        nint address = LibC.SharedMemoryAttach(id, 0, 0);
        if (address == -1)
        {
            _ = LibC.SharedMemoryControl(id, LibC.RemoveWhenUnused, null);
            return null;
        }

        var description = (XShmSegmentInfo*)NativeMemory.AllocZeroed((nuint)sizeof(XShmSegmentInfo));
        *description = new XShmSegmentInfo { Id = id, Address = address };
        XErrors.Clear();
        _ = LibXext.XShmAttach(display.Handle, description);
        _ = LibX11.XSync(display.Handle, 0);
        bool attached = XErrors.Take(display.Handle) is null && !display.IsLost;

        // From here on it disappears with its last user.
        _ = LibC.SharedMemoryControl(id, LibC.RemoveWhenUnused, null);
        if (attached) return new SharedSegment(display, length, description);
        _ = LibC.SharedMemoryDetach(address);
        NativeMemory.Free(description);
        return null;
    }

    public void Dispose()
    {
        if (Description == null) return;
        if (!_display.IsLost) _ = LibXext.XShmDetach(_display.Handle, Description);
        _ = LibC.SharedMemoryDetach(Description->Address);
        NativeMemory.Free(Description);
        Description = null;
    }
}
