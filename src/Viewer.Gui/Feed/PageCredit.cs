namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>
/// How many messages a page may be sent before it has drawn those it has. Counted up by the sending task and by the receiving task, one
/// number each.
/// </summary>
internal sealed class PageCredit
{
    /// <summary>Two: while the page waits for the screen to draw one, it decodes the next. More would only be older.</summary>
    public const int MessagesMax = 2;

    private uint _sent;
    private uint _drawn;

    public bool IsLeft => Volatile.Read(ref _sent) - Volatile.Read(ref _drawn) < MessagesMax;

    /// <summary>The number of the next message; the sending task's.</summary>
    public uint Spend()
    {
        uint number = _sent + 1;
        Volatile.Write(ref _sent, number);
        return number;
    }

    /// <summary>The page has drawn this message and those before; the receiving task's. False when it cannot have.</summary>
    public bool TryReturn(uint number)
    {
        if (number - _drawn > Volatile.Read(ref _sent) - _drawn) return false;
        Volatile.Write(ref _drawn, number);
        return true;
    }
}
